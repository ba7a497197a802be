import { fields } from '../../inventory/access';
import { Rule } from '../rule';
import { madeElsewhere, references } from '../shared/references';
import { shown } from '../shared/words';

export const MNT015: Rule = {
  id: 'MNT015',
  severity: 'error',
  title: 'A pod needs a Secret or ConfigMap that is not there',
  why: 'A pod whose Secret or ConfigMap is missing, or lacks a key that it names, stays in ContainerCreating until it appears. A mistyped name waits for ever.',
  fix: 'Correct the name or key, add the object, or mark the reference as optional.',
  source: 'pkg/volume/secret/secret.go',
  failing: `
    apiVersion: v1
    kind: Secret
    metadata: {name: cloud-config, namespace: shop}
    stringData:
      cloud.conf: |
        [Global]
        auth-url=https://openstack.example.com:5000/v3
        application-credential-id=21dced0f
        application-credential-secret=not-a-real-one
    ---
    apiVersion: v1
    kind: Pod
    metadata: {name: web, namespace: shop}
    spec:
      containers:
        - name: web
          image: nginx:1.29
          volumeMounts: [{name: config, mountPath: /etc/config}]
      volumes:
        - {name: config, secret: {secretName: cloud-confg}}
  `,
  passing: `
    apiVersion: v1
    kind: Secret
    metadata: {name: cloud-config, namespace: shop}
    stringData:
      cloud.conf: |
        [Global]
        auth-url=https://openstack.example.com:5000/v3
        application-credential-id=21dced0f
        application-credential-secret=not-a-real-one
    ---
    apiVersion: v1
    kind: Pod
    metadata: {name: web, namespace: shop}
    spec:
      containers:
        - name: web
          image: nginx:1.29
          volumeMounts: [{name: config, mountPath: /etc/config}]
      volumes:
        - {name: config, secret: {secretName: cloud-config}}
  `,
  expects: 'Pod/web spec.volumes[0].secret.secretName',
  * check(view) {
    const made = madeElsewhere(view);
    for (const { pod, kind, name, keys, path, keyPath } of references(view)) {
      if (kind === 'ConfigMap' && name === 'kube-root-ca.crt') continue;
      const found = view.find(kind, pod.namespace, name);
      if (found) {
        const there = new Set(['data', 'stringData', 'binaryData'].flatMap((field) => Object.keys(fields(found.object[field]))));
        for (const [i, key] of keys.entries()) {
          if (!there.has(key)) yield { on: pod.item, path: keyPath(i), message: `the ${kind} "${name}" has no key "${shown(key)}".` };
        }
        continue;
      }
      const known = view.inventory.world.knownSecrets;
      if (made.has(`${kind} ${pod.namespace}/${name}`) || (kind === 'Secret' && (known.has(name) || known.has(`${pod.namespace}/${name}`)))) continue;
      yield { on: pod.item, path, severity: view.closedWorld ? undefined : 'warning', message: `the ${kind} "${name}" is not here in the namespace "${pod.namespace}".` };
    }
  },
};
