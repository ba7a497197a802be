/* Manifests to draw: single objects, and the sets in test/evidence/plans/. */
import { readFileSync } from 'fs';
import { join } from 'path';
import { parseAllDocuments } from 'yaml';
import { StoragePlan } from '../../src/analysis';

const CINDER = 'cinder.csi.openstack.org';

export function node(name: string): any {
  return { apiVersion: 'v1', kind: 'Node', metadata: { name, labels: { 'kubernetes.io/hostname': name } } };
}

export function volume(name: string, size: string, storageClassName: string, more: object = {}): any {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name },
    spec: {
      capacity: { storage: size },
      accessModes: ['ReadWriteOnce'],
      persistentVolumeReclaimPolicy: 'Retain',
      storageClassName,
      csi: { driver: CINDER, volumeHandle: `handle-${name}` },
      ...more,
    },
  };
}

export function claim(name: string, size: string, storageClassName: string | undefined, namespace = 'default', more: object = {}): any {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name, namespace, ...(more as any).metadata },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: size } }, storageClassName, ...(more as any).spec },
  };
}

export function pod(name: string, claims: string[], namespace = 'default'): any {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace },
    spec: {
      containers: [{ name: 'main', image: 'app', volumeMounts: claims.map((_, i) => ({ name: `v${i}`, mountPath: `/data/${i}` })) }],
      volumes: claims.map((claimName, i) => ({ name: `v${i}`, persistentVolumeClaim: { claimName } })),
    },
  };
}

export function statefulSet(name: string, replicas: number, size: string, storageClassName: string, namespace = 'default'): any {
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name, namespace },
    spec: {
      replicas,
      serviceName: name,
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name } },
        spec: { containers: [{ name: 'main', image: 'app', volumeMounts: [{ name: 'data', mountPath: '/data' }] }] },
      },
      volumeClaimTemplates: [
        { metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: size } }, storageClassName } },
      ],
    },
  };
}

/** Ten claims with every outcome of a closed world, and one object that the API server rejects. */
export function tenClaims(): any[] {
  return manifests('ten-claims');
}

/** Five hundred claims of a busy cluster. */
export function fiveHundredClaims(): any[] {
  return manifests('five-hundred-claims');
}

/** The manifests of a file that tools/page/check.ts opens in a browser. */
function manifests(name: string): any[] {
  return parseAllDocuments(readFileSync(join(__dirname, `../evidence/plans/${name}.yaml`), 'utf8')).map((document) => document.toJS());
}

export function planOf(objects: any[], closedWorld = true): StoragePlan {
  return StoragePlan.ofManifests(objects, { closedWorld });
}
