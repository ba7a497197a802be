/** A kubectl that holds the objects of the file "answer" beside it, and finds them by label and by name. Its calls are in "calls". */
export const KUBECTL_THAT_HOLDS = `#!/usr/bin/env node
const { appendFileSync, readFileSync } = require('fs');
const args = process.argv.slice(2);
appendFileSync(__dirname + '/calls', args.join(' ') + '\\n');
const objects = JSON.parse(readFileSync(__dirname + '/answer', 'utf8'));
const key = ({ kind, metadata: { namespace = '', name } }) => [kind, namespace, name].join('/');
const value = (object, path) => path.replace(/\\\\[.]/g, '\\0').split('.').slice(1).reduce((of, step) => of?.[step.replace(/\\0/g, '.')], object);
const text = (found) => found === undefined ? '' : typeof found === 'string' ? found : JSON.stringify(found);
if (args[0] === 'api-resources') process.stdout.write('configmaps\\nendpoints\\nstatefulsets.apps\\n');
else if (args[1] === '--filename=-') {
  const wanted = JSON.parse(readFileSync(0, 'utf8')).items.map(key);
  process.stdout.write(JSON.stringify({ kind: 'List', items: objects.filter((object) => wanted.includes(key(object))) }));
} else {
  const [, label, is] = /--selector=([^=]+)=(.*)/.exec(args.find((arg) => arg.startsWith('--selector='))) ?? [];
  const template = args.find((arg) => arg.startsWith('--output=jsonpath=')).replace(/^[^{]*{range .items[[][*][\\]]}|{end}$/g, '');
  for (const object of objects.filter(({ metadata: { labels } }) => label === undefined || labels?.[label] === is)) {
    process.stdout.write(template.replace(/{([^}]*)}/g, (_, inner) => inner.startsWith('"') ? JSON.parse(inner) : text(value(object, inner))));
  }
}
`;
