import { fields } from '../../../core/fields';
import { shown } from '../../../core/words';
import { flagOf } from '../../../kubernetes/args';
import { isInTreeProvisioner } from '../../../kubernetes/volume-plugins';
import { ManifestObject } from '../../model/manifest-object';
import type { View } from '../../model/view';
import { rule } from '../rule';
import { isCinder } from '../shared/csi';
import { CINDER, isServed } from '../shared/volumes';

export const CSI001 = rule('CSI001', function* (view) {
  const drivers = [...new Set([...view.of('CSIDriver').map(({ name }) => name), ...view.pods.some((pod) => pod.containers.some(isCinder)) ? [CINDER] : []])];
  const told = view.pods.flatMap((pod) => pod.containers.flatMap(({ args }) => flagOf(args, 'provisioner') ?? []));
  for (const { on, path, name } of references(view)) {
    if (isInTreeProvisioner(name) || isServed(view, name)) continue;
    const meant = drivers.find((driver) => resembles(driver, name));
    if (!meant) continue;
    const old = told.includes(name) ? 'warning' : undefined; // csi-provisioner 0.x takes its name from a flag
    yield {
      on,
      path,
      severity: old,
      message: `no driver in the input registers "${shown(name)}"; the similar one is "${meant}".`,
      fix: `Write ${meant}.`,
    };
  }
});

/** Every reference to a driver name. */
function* references(view: View): Iterable<{ on: ManifestObject; path: string; name: string }> {
  const place = (on: ManifestObject, path: string, name: unknown) => (typeof name === 'string' && name ? [{ on, path, name }] : []);
  for (const item of view.classes) yield* place(item, 'provisioner', item.object.provisioner);
  for (const item of view.volumes) yield* place(item, 'spec.csi.driver', fields(item.spec.csi).driver);
  for (const item of view.of('VolumeSnapshotClass')) yield* place(item, 'driver', item.object.driver);
  for (const item of view.of('VolumeAttributesClass')) yield* place(item, 'driverName', item.object.driverName);
  for (const pod of view.pods) for (const { value, path } of pod.volumes) yield* place(pod.item, `${path}.csi.driver`, fields(value.csi).driver);
}

const GENERIC = /^(csi|driver|drivers|plugin|provisioner|storage|org|com|io|net|k8s|openstack|kubernetes|sigs|example|local|disk|file|block)$/;

/** Whether two names share a specific word, such as cinder of "csi-cinderplugin" and "cinder.csi.openstack.org". */
function resembles(driver: string, name: string): boolean {
  const words = (given: string) => given.toLowerCase().split(/[^a-z0-9]+/).map((word) => word.replace(/(csi)?(plugin|driver|provisioner)$/, '')).filter((word) => word.length > 3 && !GENERIC.test(word));
  return words(driver).some((word) => words(name).includes(word));
}
