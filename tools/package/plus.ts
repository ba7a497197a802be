/*
 * Objects of cdk8s-plus meet those of this library: each takes the other's. CI compiles and runs this program with several versions of cdk8s-plus
 * (the import is edited) against the packed library, and compares what it prints: the facts that must be the same with each.
 */
import { App, Chart, Size } from 'cdk8s';
import { autoscaling, ClaimSource, PersistentVolumeClaim, pods, snapshots, StatefulApplication } from 'cdk8s-openstack';
import * as kplus from 'cdk8s-plus-28';

const chart = new Chart(new App(), 'shop');

const theirs = new kplus.PersistentVolumeClaim(chart, 'Theirs', { metadata: { name: 'theirs' }, storage: Size.gibibytes(1) });
const ours = new PersistentVolumeClaim(chart, 'ours', { size: Size.gibibytes(1) });
new PersistentVolumeClaim(chart, 'copy', { size: Size.gibibytes(1), source: ClaimSource.claim(theirs) });
new snapshots.VolumeSnapshot(chart, 'snapshot', { claim: theirs });
new pods.PodApplication(chart, 'reader', { image: 'nginx:1.27', claims: [{ claim: theirs, mountPath: '/data' }] });

const deployment = new kplus.Deployment(chart, 'Web', { metadata: { name: 'web' }, containers: [{ image: 'nginx:1.27', resources: {} }] });
ours.mountOn(deployment.containers[0], '/data');
new autoscaling.HorizontalPodAutoscaler(chart, 'scaler', { target: autoscaling.ScaleTarget.workload(deployment), maxReplicas: 3 });

const database = new StatefulApplication(chart, 'db', { image: 'postgres:16', port: 5432, resources: { requests: { cpu: '1', memory: '1Gi' } } });
const service = new kplus.Service(chart, 'Front', { metadata: { name: 'front' }, selector: database.forCdk8sPlus(), ports: [{ port: 5432 }] });
new kplus.NetworkPolicy(chart, 'Policy', {
  metadata: { name: 'db' },
  selector: database.forCdk8sPlus(),
  ingress: { rules: [{ peer: deployment, ports: [kplus.NetworkPolicyPort.tcp(5432)] }] },
});
new kplus.HorizontalPodAutoscaler(chart, 'DbScaler', { metadata: { name: 'db' }, target: database.forCdk8sPlus(), maxReplicas: 3 });
const backend: any = database.toIngressBackend();
new kplus.Ingress(chart, 'Ingress', { metadata: { name: 'db' } }).addRule('/', backend);

const objects: any[] = chart.toJson();
const of = (kind: string, name: string) => objects.find((object) => object.kind === kind && object.metadata.name === name);
console.log(JSON.stringify({
  copy: of('PersistentVolumeClaim', 'copy').spec.dataSource,
  snapshot: of('VolumeSnapshot', 'snapshot').spec.source,
  reader: of('Pod', 'reader').spec.volumes,
  mounted: of('Deployment', 'web').spec.template.spec.volumes,
  mounts: of('Deployment', 'web').spec.template.spec.containers[0].volumeMounts,
  scaled: [of('HorizontalPodAutoscaler', 'scaler').spec.scaleTargetRef.kind, of('HorizontalPodAutoscaler', 'db').spec.scaleTargetRef],
  replicas: [of('StatefulSet', 'db').spec.replicas, of('Deployment', 'web').spec.replicas],
  selected: [of('Service', service.name).spec.selector, of('NetworkPolicy', 'db').spec.podSelector],
  behind: of('Ingress', 'db').spec.rules[0].http.paths[0].backend,
}, null, 1));
