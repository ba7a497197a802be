/* Pods, and what makes them. */
import { FAST_CLASS } from './classes';
import { added, manifests, replaced } from '../shared/manifests';

export const DATABASE_SERVICE = manifests`
  apiVersion: v1
  kind: Service
  metadata: {name: db, namespace: shop}
  spec: {clusterIP: None, selector: {app: db}, ports: [{port: 5432}]}
`;

/** A StatefulSet with a claim for each replica. */
export const DATABASE = manifests`
  apiVersion: apps/v1
  kind: StatefulSet
  metadata: {name: db, namespace: shop}
  spec:
    serviceName: db
    selector: {matchLabels: {app: db}}
    template:
      metadata: {labels: {app: db}}
      spec:
        containers:
          - name: db
            image: postgres:18
            volumeMounts: [{name: data, mountPath: /var/lib/postgresql}]
    volumeClaimTemplates:
      - metadata: {name: data}
        spec:
          storageClassName: fast
          accessModes: [ReadWriteOnce]
          resources: {requests: {storage: 5Gi}}
`;

/** DATABASE with its class and its Service. */
export const DATABASE_SETUP = manifests`
  ${FAST_CLASS}
  ---
  ${DATABASE_SERVICE}
  ---
  ${DATABASE}
`;

/** DATABASE with settings of its own, which are lines of its spec. */
export function databaseWith(settings: string, storageClass = 'fast'): string {
  return replaced(added(DATABASE, settings, { below: 'serviceName: db' }), { 'storageClassName: fast': `storageClassName: ${storageClass}` });
}

export const AUTOSCALER = manifests`
  apiVersion: autoscaling/v2
  kind: HorizontalPodAutoscaler
  metadata: {name: db, namespace: shop}
  spec:
    scaleTargetRef: {apiVersion: apps/v1, kind: StatefulSet, name: db}
    maxReplicas: 5
`;

/** A Deployment that mounts CLAIM. */
export const WEB = manifests`
  apiVersion: apps/v1
  kind: Deployment
  metadata: {name: web, namespace: shop}
  spec:
    replicas: 1
    selector: {matchLabels: {app: web}}
    template:
      metadata: {labels: {app: web}}
      spec:
        containers: [{name: web, image: "nginx:1.29", volumeMounts: [{name: data, mountPath: /data}]}]
        volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]
`;

/** A pod; `mounts` is a field of its container. */
export function podWith(mounts: string, volume = '{name: scratch, emptyDir: {}}'): string {
  return manifests`
    apiVersion: v1
    kind: Pod
    metadata: {name: web, namespace: shop}
    spec:
      containers:
        - name: web
          image: nginx:1.29
          ${mounts}
      volumes:
        - ${volume}
  `;
}

/** A pod that mounts CLAIM. */
export const POD = podWith('volumeMounts: [{name: data, mountPath: /data}]', '{name: data, persistentVolumeClaim: {claimName: data}}');

/** A pod that finds the file of CLOUD_CONF in a directory. */
export const CONFIGURED_POD = podWith('volumeMounts: [{name: config, mountPath: /etc/config}]', '{name: config, secret: {secretName: cloud-config}}');

/** A database that mounts CLAIM. */
export const DATABASE_POD = manifests`
  apiVersion: v1
  kind: Pod
  metadata: {name: db, namespace: shop}
  spec:
    containers: [{name: db, image: 'postgres:18', volumeMounts: [{name: data, mountPath: /data}]}]
    volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]
`;

/** A Secret with a cloud.conf. */
export const CLOUD_CONF = manifests`
  apiVersion: v1
  kind: Secret
  metadata: {name: cloud-config, namespace: shop}
  stringData:
    cloud.conf: |
      [Global]
      auth-url=https://openstack.example.com:5000/v3
      application-credential-id=21dced0f
      application-credential-secret=not-a-real-one
`;

export const NODE_1 = manifests`
  apiVersion: v1
  kind: Node
  metadata: {name: node-1, labels: {kubernetes.io/hostname: node-1}}
`;
