/* 1,000 claims of one cluster, as YAML that a person may paste: StatefulSets on Cinder and on local disks, claims by hand, and some that never bind. */

const NAMESPACES = 20;
const SETS = 2;
const REPLICAS = 5;
const BY_HAND = 40;

const SURROUNDINGS = `apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: ssd
  annotations: {storageclass.kubernetes.io/is-default-class: "true"}
provisioner: cinder.csi.openstack.org
allowVolumeExpansion: true
volumeBindingMode: WaitForFirstConsumer
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: local-disks
provisioner: kubernetes.io/no-provisioner
volumeBindingMode: WaitForFirstConsumer
`;

export function thousandClaims(): string {
  const documents = [SURROUNDINGS, ...Array.from({ length: 6 }, (_, i) => `apiVersion: v1
kind: Node
metadata:
  name: worker-${i}
  labels: {kubernetes.io/hostname: worker-${i}, topology.kubernetes.io/zone: az${i % 3}}
`)];
  for (let n = 0; n < NAMESPACES; n++) {
    for (let s = 0; s < SETS; s++) documents.push(statefulSet(`team-${n}`, `app-${s}`));
    for (let c = 0; c < BY_HAND; c++) documents.push(...claimAndVolume(`team-${n}`, c));
  }
  return documents.join('---\n');
}

/** How many claims they are. */
export const CLAIMS = NAMESPACES * (SETS * REPLICAS + BY_HAND);

function statefulSet(namespace: string, name: string): string {
  return `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: ${name}
  namespace: ${namespace}
spec:
  serviceName: ${name}
  replicas: ${REPLICAS}
  selector:
    matchLabels: {app: ${name}}
  template:
    metadata:
      labels: {app: ${name}}
    spec:
      containers:
        - name: main
          image: registry.example.com/${name}:1.0.0
          volumeMounts:
            - {name: data, mountPath: /var/lib/data}
  volumeClaimTemplates:
    - apiVersion: v1
      kind: PersistentVolumeClaim
      metadata:
        name: data
      spec:
        accessModes: [ReadWriteOnce]
        storageClassName: ssd
        resources:
          requests:
            storage: 20Gi
`;
}

/** Every seventh claim asks for more than its volume has. */
function claimAndVolume(namespace: string, c: number): string[] {
  const name = `archive-${c}`;
  return [`apiVersion: v1
kind: PersistentVolume
metadata:
  name: ${namespace}-${name}
spec:
  capacity:
    storage: 100Gi
  accessModes: [ReadWriteMany]
  persistentVolumeReclaimPolicy: Retain
  nfs: {server: nfs.example.com, path: /exports/${namespace}/${name}}
`, `apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: ${name}
  namespace: ${namespace}
spec:
  storageClassName: ""
  accessModes: [ReadWriteMany]
  volumeName: ${namespace}-${name}
  resources:
    requests:
      storage: ${c % 7 === 6 ? 200 : 100}Gi
`];
}
