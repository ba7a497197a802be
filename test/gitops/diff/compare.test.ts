import { Inventory } from '../../../src/analysis/model/inventory';
import { compare, summaryOf, titleOf } from '../../../src/gitops/diff/compare';
import { jsonDiff, markdownDiff, textDiff } from '../../../src/gitops/diff/report';
import { claim, statefulSet, storageClass, volume } from '../../analysis/support/objects';

const changesOf = (before: any[], after: any[], settings = {}) => compare(Inventory.ofManifests(before), Inventory.ofManifests(after), settings);
const notesOf = (before: any, after: any) => changesOf([before].flat().filter(Boolean), [after].flat().filter(Boolean))
  .flatMap(({ object, notes }) => notes.map(({ effect, path, message }) => `${titleOf(object)} ${effect} ${path ?? '-'}: ${message}`));

function deployment(podSpec: object = {}, spec: object = {}, metadata: object = {}): any {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'shop', ...metadata },
    spec: { selector: { matchLabels: { app: 'web' } }, template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: 'web:1' }], ...podSpec } }, ...spec },
  };
}

const web = (container: object) => deployment({ containers: [{ name: 'web', image: 'web:1', ...container }] });
const role = (...verbs: string[]) => ({ apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name: 'r' }, rules: [{ apiGroups: [''], resources: ['pods'], verbs }] });
const templates = [{ metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } }];

describe('effects', () => {
  test.each<[string, any, any, string[]]>([
    ['an image restarts pods', deployment(), web({ image: 'web:2' }), ['Deployment shop/web restart -: restarts 1 pod (RollingUpdate)']],
    ['replicas restart none', deployment(), deployment({}, { replicas: 3 }), []],
    ['a label of the template restarts pods', deployment(), deployment({}, { replicas: 2, template: { ...deployment().spec.template, metadata: { labels: { app: 'web', a: 'b' } } } }),
      ['Deployment shop/web restart -: restarts 2 pods (RollingUpdate)']],
    ['a selector is refused', deployment(), deployment({}, { selector: { matchLabels: { app: 'x' } } }),
      ['Deployment shop/web refused spec.selector: selector differs from the previous render, but is immutable: delete it and apply again, which ends its pods']],
    ['host networking widens permissions', deployment(), deployment({ hostNetwork: true }), [
      'Deployment shop/web rights spec.template.spec.hostNetwork: widens permissions', 'Deployment shop/web restart -: restarts 1 pod (RollingUpdate)',
    ]],
    ['a security context that goes', web({ securityContext: { runAsNonRoot: true } }), deployment(), [
      'Deployment shop/web rights spec.template.spec.containers[web].securityContext: widens permissions', 'Deployment shop/web restart -: restarts 1 pod (RollingUpdate)',
    ]],
    ['a capability that is dropped', deployment(), web({ securityContext: { capabilities: { drop: ['ALL'] } } }), [
      'Deployment shop/web rights spec.template.spec.containers[web].securityContext: narrows permissions', 'Deployment shop/web restart -: restarts 1 pod (RollingUpdate)',
    ]],
    ['a privileged container that is new', deployment(), deployment({ containers: [...deployment().spec.template.spec.containers, { name: 'x', image: 'x', securityContext: { privileged: true } }] }), [
      'Deployment shop/web rights spec.template.spec.containers[x]: widens permissions', 'Deployment shop/web restart -: restarts 1 pod (RollingUpdate)',
    ]],
    ['a folder of the node', deployment(), deployment({ volumes: [{ name: 'v', hostPath: { path: '/' } }] }), [
      'Deployment shop/web rights spec.template.spec.volumes[v]: widens permissions', 'Deployment shop/web restart -: restarts 1 pod (RollingUpdate)',
    ]],
    ['another claim', deployment({ volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'a' } }] }), deployment({ volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'b' } }] }), [
      'Deployment shop/web data spec.template.spec.volumes[v].persistentVolumeClaim.claimName: the pods store their data elsewhere (volume v)', 'Deployment shop/web restart -: restarts 1 pod (RollingUpdate)',
    ]],
    ['a verb', role('get'), role('get', 'delete'), ['ClusterRole r rights rules[pods]: widens permissions']],
    ['a verb less', role('get', 'delete'), role('get'), ['ClusterRole r rights rules[pods]: narrows permissions']],
    ['a role', undefined, role('get'), ['ClusterRole r rights -: the ClusterRole is new']],
    ['a reclaim policy', volume('v', '1Gi'), volume('v', '1Gi', { persistentVolumeReclaimPolicy: 'Delete' }),
      ['PersistentVolume v data spec.persistentVolumeReclaimPolicy: decides what becomes of the data when the claim is deleted']],
    ['a claim that grows', [storageClass('s', 'a', { allowVolumeExpansion: true }), claim('c', '1Gi', { storageClassName: 's' })], [storageClass('s', 'a', { allowVolumeExpansion: true }), claim('c', '2Gi', { storageClassName: 's' })],
      ['PersistentVolumeClaim default/c data spec.resources.requests[storage]: changes the size of the volume']],
    ['a claim that shrinks', claim('c', '2Gi'), claim('c', '1Gi'), [
      'PersistentVolumeClaim default/c refused spec.resources.requests.storage: the request is reduced from 2Gi to 1Gi (GIT002)',
      'PersistentVolumeClaim default/c data spec.resources.requests[storage]: changes the size of the volume',
    ]],
    ['a retention policy', statefulSet('db', 1, templates), statefulSet('db', 1, templates, { persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Delete' } }),
      ['StatefulSet default/db data spec.persistentVolumeClaimRetentionPolicy.whenDeleted: decides whether claims and their data go with the set']],
    ['a class that is gone', storageClass('s'), undefined, [
      'StorageClass s data -: new claims of the class stay Pending, and existing ones can no longer be expanded (GIT013)', 'StorageClass s prune -: Argo CD prunes it where pruning is on',
    ]],
    ['a workload of another kind', deployment(), { ...deployment(), kind: 'DaemonSet' }, [
      'DaemonSet shop/web restart kind: "web" was a Deployment in the previous render; until that is deleted, both run (GIT016)', 'Deployment shop/web prune -: Argo CD prunes it where pruning is on, with its pods',
    ]],
    ['the default class', storageClass('s'), storageClass('s', undefined, {}, { annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } }),
      ['StorageClass s data metadata.annotations[storageclass.kubernetes.io/is-default-class]: decides which class claims without one get']],
  ])('%s', (_, before, after, expected) => {
    expect(notesOf(before, after)).toEqual(expected);
  });

  test.each([
    ['Prune=false', 'Argo CD keeps it (Prune=false); delete it by hand if it is no longer needed'],
    ['Prune=confirm', 'Argo CD prunes it once that is confirmed (Prune=confirm)'],
  ])('an object that is gone, with %s', (option, expected) => {
    const map = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', annotations: { 'argocd.argoproj.io/sync-options': option } } };
    expect(notesOf(map, undefined)).toEqual([`ConfigMap default/a prune -: ${expected}`]);
  });
});

test('the same objects in other files, order and API version are no difference', () => {
  const objects = [deployment(), role('get'), volume('v', '1Gi')];
  expect(changesOf(objects, [...objects].reverse())).toEqual([]);
  const set = { ...deployment(), kind: 'DaemonSet' };
  expect(changesOf([{ ...set, apiVersion: 'apps/v1beta2' }], [set])).toEqual([]);
  expect(changesOf([{ ...set, apiVersion: 'extensions/v1beta1' }], [set])[0].fields).toMatchObject([{ path: 'apiVersion', before: 'extensions/v1beta1', after: 'apps/v1' }]);
});

test('grave changes stand first', () => {
  const titles = changesOf([deployment(), role('get')], [web({ image: 'web:2' }), role('list'), volume('v', '1Gi'), { ...deployment({}, { selector: {} }), metadata: { name: 'a' } }]).map(({ object }) => titleOf(object));
  expect(titles).toEqual(['ClusterRole r', 'Deployment shop/web', 'Deployment default/a', 'PersistentVolume v']);
});

describe('against a live cluster', () => {
  const live = { live: true };
  const applied = { ...deployment(), metadata: { ...deployment().metadata, annotations: { gone: '1' } } };
  const before = deployment({}, { replicas: 1 }, { annotations: { 'gone': '1', 'by-others': '1', 'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify(applied) }, finalizers: ['x'] });

  test('entries of metadata that others wrote stay, those of the last apply go', () => {
    expect(changesOf([before], [deployment()], live).flatMap(({ fields }) => fields)).toEqual([{ path: 'metadata.annotations[gone]', before: '1', effects: [] }]);
    expect(changesOf([before], [deployment()]).flatMap(({ fields }) => fields.map(({ path }) => path))).toEqual([
      'metadata.finalizers[x]', 'metadata.annotations[gone]', 'metadata.annotations[by-others]',
    ]);
  });
});

describe('secrets', () => {
  const secret = (password: string) => ({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 's', annotations: { 'kubectl.kubernetes.io/last-applied-configuration': password } }, stringData: { password } });
  const map = (password: string) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'm' }, data: { 'app.conf': `url=a\nlogin=${password}\n` } });
  const env = (password: string) => web({ env: [{ name: 'DB_PASSWORD', value: password }], args: [`--password=${password}`, '--v=1'] });

  test.each(['text', 'json', 'markdown'])('%s never shows a value', (format) => {
    const [one, two] = ['correct-horse-1', 'battery-staple-2'].map((value) => [secret(value), map(value), env(value)]);
    const diffs = [{ changes: changesOf(one, two) }];
    const text = format === 'json' ? JSON.stringify(jsonDiff(diffs)) : format === 'text' ? textDiff(diffs) : markdownDiff(diffs);
    expect(text).not.toMatch(/correct-horse|battery-staple|Y29ycmVjdC1ob3JzZ|YmF0dGVyeS1zdGFwbG/);
    for (const path of ['data[password]', 'data[app.conf]', 'env[DB_PASSWORD].value', 'args[--password]']) expect(text).toContain(path);
  });

  test('a credential that is no value of a Secret is not shown either', () => {
    const text = textDiff([{ changes: changesOf([deployment()], [env('correct-horse-1')]) }]);
    expect(text).not.toContain('correct-horse');
  });
});

describe('reports', () => {
  const many = (count: number, image: string) => Array.from({ length: count }, (_, i) => deployment({ containers: [{ name: 'web', image }] }, {}, { name: `web-${i}` }));

  test('text names objects, effects and values', () => {
    expect(textDiff([{ changes: changesOf([deployment(), storageClass('s')], [web({ image: 'web:2' })]) }])).toBe([
      '- StorageClass s',
      '  data     new claims of the class stay Pending, and existing ones can no longer be expanded',
      '           (GIT013)',
      '  prune    Argo CD prunes it where pruning is on',
      '',
      '~ Deployment shop/web',
      '  restart  restarts 1 pod (RollingUpdate)',
      '    - spec.template.spec.containers[web].image: web:1',
      '    + spec.template.spec.containers[web].image: web:2',
      '',
      '1 changed, 1 removed; 1 touches data, 1 restarts pods, 1 pruned',
      '',
    ].join('\n'));
    expect(textDiff([{ changes: [] }])).toBe('No differences.\n');
  });

  test('of a text value only the lines that differ are shown', () => {
    const map = (line: string) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'm' }, data: { a: `same\n${line}\nend\n` } });
    const text = textDiff([{ changes: changesOf([map('one')], [map('two')]) }]);
    expect(text).toContain('    - data[a]: one\n    + data[a]: two\n');
    expect(text).not.toContain('same');
  });

  test.each([1, 40, 1000])('Markdown of %i objects is short enough for GitHub, and says what it leaves out', (count) => {
    const changes = changesOf(many(count, 'web:1'), many(count, `web:${'ä'.repeat(30)}`));
    const text = markdownDiff([{ changes }]);
    expect(Buffer.byteLength(text)).toBeLessThan(65_536);
    const left = [...text.matchAll(/_(\d+) more not shown/g)].map(([, number]) => Number(number));
    const shown = text.match(/<details>/g)?.length ?? 0;
    expect(shown + (count > 40 ? left[left.length - 1] : 0)).toBe(count);
    expect(text.match(/<details>/g)?.length).toBe(text.match(/<\/details>/g)?.length);
    if (count === 1000) expect(text).toContain(`${count} changed; ${count} restarts pods`);
  });

  test('Markdown reads nothing of the input', () => {
    const evil = '`` </details> @all [x](http://x) <img src=x> \n```\n# big';
    const map = (value: string) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: evil, namespace: evil }, data: { [evil]: value } });
    const text = markdownDiff([{ name: evil, changes: changesOf([map('a'), storageClass(evil)], [map(`${evil}\n`)]) }]);
    const outside = text.replace(/<summary><code>[^<]*<\/code>/g, '').replace(/^(`{3,})diff\n[\s\S]*?\n\1$/gm, '').replace(/(?<!`)(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g, '');
    expect(outside).not.toMatch(/@all|<img|\]\(http|^# big/m);
    expect(outside.match(/<\/details>/g)).toHaveLength(2);
  });

  test('JSON has a summary for each cluster and for all', () => {
    const changes = changesOf([deployment()], [web({ image: 'web:2' })]);
    expect(summaryOf(changes)).toEqual({ added: 0, removed: 0, changed: 1, refused: 0, data: 0, rights: 0, restart: 1, prune: 0 });
    expect(jsonDiff([{ changes }])).toMatchObject({ objects: [{ change: 'changed', fields: [{ before: 'web:1', after: 'web:2', effects: ['restart'] }] }], summary: { changed: 1 } });
    expect(jsonDiff([{ name: 'a', changes }, { name: 'b', changes }])).toMatchObject({ clusters: [{ name: 'a' }, { name: 'b', summary: { changed: 1 } }], summary: { changed: 2 } });
  });
});
