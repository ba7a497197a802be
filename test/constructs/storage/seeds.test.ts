/*
 * The manifests of the source documents that are whole objects of storage and workloads, reproduced by typed code. Each is compared field by
 * field with its transcription in test/evidence/source-documents/manifests, or with SOURCE_DOCUMENTS with the documents themselves.
 */
import { readdirSync } from 'fs';
import { Size, Yaml } from 'cdk8s';
import { parseAllDocuments } from 'yaml';
import { kubeadm, StatefulApplication, StorageClass } from '../../../src';
import { sourceText, TRANSCRIPTIONS } from '../../support/source-documents';
import { SOURCE_MANIFESTS } from '../../support/source-manifests';
import { Output, scope, stderrOf } from '../../support/synth';

const seed = (file: string) => parseAllDocuments(sourceText(file.slice(0, 3), `${file.slice(4)}.yaml`))[0].toJS();

test.each(SOURCE_MANIFESTS)('%s', (file, build) => {
  let output!: Output;
  stderrOf(() => { output = Output.of((chart) => build(chart)); });
  const { status: _, ...expected } = seed(file); // the autoscaler of document 002 carries a status, which is not ours to write
  expect(output.objects).toHaveLength(1);
  expect(output.objects[0]).toEqual(expected);
});

test('002: the elided StatefulSet, made whole', () => {
  const output = Output.of((chart) => new StatefulApplication(chart, 'nginx', {
    image: 'nginx',
    replicas: 3,
    claims: [{ name: 'www', size: Size.gibibytes(1), storageClass: StorageClass.fromStorageClassName('my-storage-class'), mountPath: '/usr/share/nginx/html' }],
  }));
  const { spec } = output.get('StatefulSet');
  const { spec: elided } = seed('002-stateful-set-elided');
  for (const field of ['serviceName', 'replicas']) expect(spec[field]).toEqual(elided[field]);
  // the API server adds these two, and Argo CD compares them
  expect(spec.volumeClaimTemplates).toEqual(elided.volumeClaimTemplates.map((template: object) => ({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', ...template })));
  const [container] = spec.template.spec.containers;
  expect([container.name, container.image]).toEqual([elided.template.spec.containers[0].name, elided.template.spec.containers[0].image]);
  expect(output.get('Service').metadata.name).toBe(elided.serviceName);
  expect(output.get('Service').spec.clusterIP).toBe('None');
});

test('001: the recycler\'s pod is a template; its path must be absolute, and its account has today\'s field name', () => {
  const { file: { content: text } } = new kubeadm.RecyclerPodTemplate(scope(), 'r', {
    image: 'gcr.io/google_containers/busybox', namespace: 'openshift-infra', serviceAccountName: 'pv-recycler-controller',
  });
  const [pod] = parseAllDocuments(text).map((document) => document.toJS());
  const deviations = seed('001-pod-pv-recycler');
  deviations.spec.serviceAccountName = deviations.spec.serviceAccount;
  delete deviations.spec.serviceAccount;
  deviations.spec.volumes[0].nfs.path = `/${deviations.spec.volumes[0].nfs.path}`;
  expect(JSON.parse(JSON.stringify(pod).replace(/"vol"/g, '"nfsvol"')).spec).toEqual({
    ...deviations.spec, containers: [{ ...deviations.spec.containers[0], command: pod.spec.containers[0].command }],
  });
  expect(pod.spec.containers[0].command[2]).toContain(deviations.spec.containers[0].command[2]);
  expect(pod.metadata).toEqual(deviations.metadata);
  expect(Yaml.stringify(pod)).toBe(text);
});

test('every transcription is compared', () => {
  const compared = [...SOURCE_MANIFESTS.map(([file]) => file), '001-pod-pv-recycler', '002-stateful-set-elided'];
  expect(readdirSync(TRANSCRIPTIONS).map((name) => name.replace('.yaml', '')).sort()).toEqual(compared.sort());
});
