import { rule } from '../rule';

export const STS008 = rule('STS008', function* (view) {
  for (const item of view.of('StatefulSet')) {
    const templates = view.templatesOf(item).map(({ name }) => name);
    for (const { name, path } of view.podIn(item)?.volumes ?? []) {
      if (templates.includes(name)) yield { on: item, path: `${path}.name`, message: `claim template "${name}" replaces this volume.` };
    }
  }
});
