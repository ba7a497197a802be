import { Rule } from '../rule';

export const STS008: Rule = {
  id: 'STS008',
  severity: 'warning',
  title: 'Claim template replaces a pod volume of the same name',
  why: 'A volume of the pod template with the name of a claim template is silently replaced by the claim. Its content never appears in '
    + 'the pod.',
  fix: 'Rename the volume or the claim template.',
  source: 'pkg/controller/statefulset/stateful_set_utils.go updateStorage',
  * check(view) {
    for (const item of view.of('StatefulSet')) {
      const templates = view.templatesOf(item).map(({ name }) => name);
      for (const { name, path } of view.podIn(item)?.volumes ?? []) {
        if (templates.includes(name)) yield { on: item, path: `${path}.name`, message: `claim template "${name}" replaces this volume.` };
      }
    }
  },
};
