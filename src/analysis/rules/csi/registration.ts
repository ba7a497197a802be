import { fields, text } from '../../../core/fields';
import { shown } from '../../../core/words';
import { flagOf } from '../../../kubernetes/args';
import { isInTreeProvisioner } from '../../../kubernetes/volume-plugins';
import { ManifestObject } from '../../model/manifest-object';
import { tidy, volumeNamed } from '../../model/pod-sources';
import type { View } from '../../model/view';
import { about, rule } from '../rule';
import { addressOf, driverIn, hostSocket, isCinder, socketOf } from '../shared/csi';
import { nodePlugin } from '../shared/kubelet';
import { CINDER, isServed } from '../shared/volumes';

const GENERIC = /^(csi|driver|drivers|plugin|provisioner|storage|org|com|io|net|k8s|openstack|kubernetes|sigs|example|local|disk|file|block)$/;

export const CSI001 = rule('CSI001', function* (view) {
  const drivers = [...new Set([...view.of('CSIDriver').map(({ name }) => name), ...view.pods.some((pod) => pod.containers.some(isCinder)) ? [CINDER]
    : []])];
  const told = view.pods.flatMap((pod) => pod.containers.flatMap(({ args }) => flagOf(args, 'provisioner') ?? []));
  for (const { on, path, name } of references(view)) {
    if (isInTreeProvisioner(name) || isServed(view, name)) continue;
    const meant = drivers.find((driver) => resembles(driver, name));
    if (!meant) continue;
    const old = told.includes(name) ? 'warning' : undefined; // csi-provisioner 0.x takes its name from a flag
    yield about(on, path,
      `no driver in the input registers "${shown(name)}"; the similar one is "${meant}".`, { severity: old, fix: `Write ${meant}.` });
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

/** Whether two names share a specific word, such as cinder of "csi-cinderplugin" and "cinder.csi.openstack.org". */
function resembles(driver: string, name: string): boolean {
  const words = (given: string) => given.toLowerCase().split(/[^a-z0-9]+/).map((word) => word.replace(/(csi)?(plugin|driver|provisioner)$/, ''))
    .filter((word) => word.length > 3 && !GENERIC.test(word));
  return words(driver).some((word) => words(name).includes(word));
}

export const CSI002 = rule('CSI002', function* (view) {
  for (const { pod, registrar } of view.pods.flatMap((p) => nodePlugin(p) ?? [])) {
    const path = flagOf(registrar.args, 'kubelet-registration-path') ?? '';
    // A folder without a dot need not be named for its driver: csi-driver-nfs has csi-nfsplugin.
    const name = driverIn(view, pod) ?? /\/plugins\/([^/.]+\.[^/]+)\//.exec(path)?.[1];
    if (!name || name.includes('$(') || view.find('CSIDriver', '', name)) continue;
    yield about(pod.item, '', `the input has no CSIDriver "${name}" for this node plugin.`);
  }
});

export const CSI004 = rule('CSI004', function* (view) {
  for (const { pod, registrar } of view.pods.flatMap((p) => nodePlugin(p) ?? [])) {
    const told = flagOf(registrar.args, 'kubelet-registration-path');
    const socket = socketOf(registrar, 'csi-address');
    const real = socket && hostSocket(pod, socket);
    if (!told || told.includes('$(') || !real || tidy(told) === real) continue;
    yield about(pod.item, `${registrar.path}.args`, `--kubelet-registration-path is ${shown(told)}, but the socket is at ${real} on the host.`);
  }
});

export const CSI005 = rule('CSI005', function* (view) {
  for (const pod of view.pods) {
    const endpoints = pod.containers.flatMap((c) => socketOf(c, 'endpoint') ?? []);
    if (!endpoints.length) continue;
    for (const container of pod.containers) {
      const socket = socketOf(container, 'csi-address');
      const address = addressOf(container, 'csi-address');
      if (!socket && address !== undefined) {
        yield about(pod.item, `${container.path}.args`, `"${container.name}" connects to ${shown(address)}, which is in none of its mounts.`);
      }
      if (!socket || endpoints.some(({ volume, path }) => volume === socket.volume && path === socket.path)) continue;
      const [{ volume, path }] = endpoints;
      yield about(pod.item, `${container.path}.args`,
        `"${container.name}" connects to ${socket.path} in volume "${socket.volume}", but the driver listens on ${path} in "${volume}".`);
    }
  }
});

export const CSI006 = rule('CSI006', function* (view) {
  for (const { pod, registrar } of view.pods.flatMap((p) => nodePlugin(p) ?? [])) {
    const mount = registrar.mounts.find(({ value }) => tidy(text(value.mountPath) ?? '') === '/registration');
    const volume = mount && volumeNamed(pod, mount.value.name);
    if (!volume) continue;
    const host = text(fields(volume.value.hostPath).path);
    if (host && /[/\\]plugins_registry[/\\]?$/.test(host)) continue; // Windows writes it with backslashes
    yield about(pod.item, `${volume.path}.hostPath.path`,
      `the registrar uses ${host ? shown(host) : 'a volume other than a hostPath'}, which the kubelet does not watch.`);
  }
});

export const CSI022 = rule('CSI022', function* (view) {
  const owners = new Map<string, ManifestObject>();
  for (const item of view.volumes) {
    const { driver, volumeHandle } = fields(item.spec.csi);
    if (!text(driver) || !text(volumeHandle)) continue;
    const key = JSON.stringify([driver, volumeHandle]);
    const owner = owners.get(key);
    if (owner) yield about(item, 'spec.csi.volumeHandle', `volume "${owner.name}" has the same driver and volumeHandle.`);
    else owners.set(key, item);
  }
});
