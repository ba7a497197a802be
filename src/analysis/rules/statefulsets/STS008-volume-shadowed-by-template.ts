import { Rule } from '../rule';

export const STS008: Rule = {
  id: 'STS008',
  severity: 'warning',
  title: 'A claim template replaces a volume of the same name',
  why: 'A volume of the pod that has the name of a claim template is silently replaced by the claim. Whoever wrote the volume expected it to be there.',
  fix: 'Rename one of the two.',
  source: 'pkg/controller/statefulset/stateful_set_utils.go updateStorage',
  * check(view) {
    for (const item of view.of('StatefulSet')) {
      const templates = view.templatesOf(item).map(({ name }) => name);
      for (const { name, path } of view.podIn(item)?.volumes ?? []) {
        if (templates.includes(name)) yield { on: item, path: `${path}.name`, message: `the claim template "${name}" replaces this volume.` };
      }
    }
  },
};
