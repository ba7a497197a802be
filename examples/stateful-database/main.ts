/*
 * PostgreSQL with one primary and two read replicas on claims of their own, a public Service for readers, and a web tier that scales.
 */
import { App, Chart, Size } from 'cdk8s';
import { Advice, AntiAffinity, autoscaling, Cluster, databases, octavia, StatefulApplication, StorageClass } from 'cdk8s-openstack';

const app = new App();
const chart = new Chart(app, 'stateful-database', { namespace: 'shop', disableResourceNameHashes: true });
Cluster.boundary(chart);

// The class of the reference example.
const ssd = StorageClass.fromStorageClassName('cinder-ssd');

new databases.ReplicatedDatabase(chart, 'db', {
  secretName: 'db-passwords',
  size: Size.gibibytes(10),
  storageClass: ssd,
  resources: { requests: { cpu: '500m', memory: '1Gi' } },
  settings: { shared_buffers: '256MB' },
  disruptionBudget: { maxUnavailable: '1' },
});

const web = new StatefulApplication(chart, 'web', {
  image: 'registry.k8s.io/nginx-slim:0.27',
  replicas: 2,
  port: 80,
  resources: { requests: { cpu: '200m' } },
  antiAffinity: AntiAffinity.PREFER_DIFFERENT_NODES,
  claims: [{ name: 'cache', size: Size.gibibytes(1), storageClass: ssd, mountPath: '/var/cache/nginx' }],
});
const autoscaler = new autoscaling.HorizontalPodAutoscaler(chart, 'web-autoscaler', {
  target: autoscaling.ScaleTarget.statefulApplication(web),
  minReplicas: 2,
  maxReplicas: 10,
  metrics: [autoscaling.ScalingMetric.cpuUtilization(50)],
});
Advice.of(autoscaler).acknowledge('AUTOSCALER_CREATES_CLAIMS', 'Ten caches of 1 GiB are paid for.');
new octavia.LoadBalancerService(chart, 'web-public', { application: web, ports: [{ name: 'http', port: 80 }], healthMonitor: true });

app.synth();
