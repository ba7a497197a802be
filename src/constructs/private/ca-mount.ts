import { posix } from 'path';
import { refuse } from '../../core/errors';
import { requireAbsolutePath } from '../../kubernetes/names';
import { PodVolume, PodVolumeMount } from '../core-v1';
import { ICaCertificate } from '../openstack/cloud-config/cloud-config';

const VOLUME = 'ca-cert';

/** Folders that images bring themselves: mounting over them would hide what else is in there. */
const OF_THE_IMAGE = /^\/(bin|boot|etc|home|lib|lib64|opt|proc|root|run|sbin|srv|sys|tmp|usr|var|etc\/(ssl|pki|ca-certificates)(\/.*)?|usr\/.*)?$/;

/**
 * Volume and mount that bring a CA bundle to the path that `ca-file` names.
 *
 * Its folder becomes the mount, so that a renewed bundle arrives in running pods. Where the image has that folder, the file alone is mounted.
 * Other mounts may lie below it: the kubelet makes their mount points inside of Secrets (pkg/volume/util/nested_volumes.go).
 *
 * @param occupied Paths at which the container has other mounts
 */
export function caCertificateMount(ca: ICaCertificate, occupied: string[]): { volume: PodVolume; mount: PodVolumeMount } {
  const path = requireAbsolutePath('cloudConfig.caCertificate.path', ca.path, '/etc/openstack-ca/ca.pem');
  const [folder, file] = [posix.dirname(path), posix.basename(path)];
  const others = occupied.map((p) => p.replace(/(.)\/+$/, '$1'));
  const alone = OF_THE_IMAGE.test(folder);
  const hidden = others.find((p) => p === folder || p === path || within(folder, p));
  if (hidden !== undefined) {
    refuse('cloudConfig.caCertificate.path', `must lie in a folder of its own, such as "/etc/openstack-ca/ca.pem": "${path}" and the mount `
      + `"${hidden}" hide each other`);
  }
  return {
    volume: { name: VOLUME, secret: { secretName: ca.secretName, items: ca.secretKey === file ? undefined : [{ key: ca.secretKey, path: file }] } },
    mount: alone ? { name: VOLUME, mountPath: path, subPath: file, readOnly: true } : { name: VOLUME, mountPath: folder, readOnly: true },
  };
}

function within(path: string, folder: string): boolean {
  return path.startsWith(folder === '/' ? '/' : `${folder}/`);
}
