/* One container of one pod as the API object says: its arguments, variables, mounts, user and rights. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { KubeObject } from './kubernetes';

export interface Container { readonly name: string; readonly image: string; readonly [key: string]: any }

/** The name of an image, without registry, tag and digest. */
export function nameOf(image: string): string {
  return image.split('/').pop()!.split('@')[0].split(':')[0];
}

/** A variable is replaced where it exists, and `$$` is a dollar sign: as the kubelet expands commands. */
function expand(text: string, env: { [name: string]: string }): string {
  return text.replace(/\$\$|\$\(([A-Za-z_][\w.-]*)\)/g, (all, name) => (all === '$$' ? '$' : env[name] ?? all));
}

function fieldOf(pod: KubeObject, path: string): string {
  const value = path.split('.').reduce((from: any, key) => from?.[key], { ...pod, status: { podIP: pod.status?.podIP ?? '', hostIP: pod.status?.hostIP ?? '', ...pod.status } });
  if (value === undefined) throw new Error(`fieldRef ${path} is unknown`);
  return String(value);
}

export function environment(pod: KubeObject, container: Container): { [name: string]: string } {
  const env: { [name: string]: string } = {};
  for (const { name, value, valueFrom } of container.env ?? []) env[name] = valueFrom?.fieldRef ? fieldOf(pod, valueFrom.fieldRef.fieldPath) : expand(value ?? '', env);
  return env;
}

/** Programs of images that have no entry point: their arguments start with the program. */
const WITHOUT_ENTRYPOINT: { readonly [image: string]: string } = {
  'cinder-csi-plugin': '/bin/cinder-csi-plugin',
  'openstack-cloud-controller-manager': '/bin/openstack-cloud-controller-manager',
  'local-path-provisioner': '/bin/local-path-provisioner',
};

/** An image with a shell: that of the machine. */
const SHELL = 'busybox';

const quote = (text: string) => `'${text.replace(/'/g, '\'\\\'\'')}'`;

export interface Place {
  /** Where the container's root and script are made. */
  readonly base: string;
  /** Folder of the machine for each volume of the pod. */
  readonly volumes: { readonly [name: string]: string };
  readonly bin: string;
  readonly env: { readonly [name: string]: string };
}

/** Writes the script that becomes the container, and returns its path. */
export function script(pod: KubeObject, container: Container, { base, volumes, bin, env: given }: Place): string {
  const image = nameOf(container.image);
  const target = WITHOUT_ENTRYPOINT[image] ?? `/${image}`;
  const root = join(base, `${container.name}.root`);
  mkdirSync(root, { recursive: true });
  const env = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', HOSTNAME: pod.metadata.name, ...given, ...environment(pod, container) };
  const words = (list?: string[]) => (list ?? []).map((word) => expand(word, env));
  const entry = image in WITHOUT_ENTRYPOINT && container.args ? [] : [target];
  const argv = [...(container.command ? words(container.command) : entry), ...words(container.args)];
  const context = { ...pod.spec.securityContext, ...container.securityContext };
  const lines = [
    'set -e', `mount -t tmpfs -o mode=755 none ${root}`, `cd ${root}`, 'mkdir -p lib lib64 usr etc/ssl/certs tmp dev proc sys bin', 'chmod 1777 tmp',
    'mount --bind /usr/lib lib', 'mount --bind /usr/lib64 lib64', 'cp /etc/hosts /etc/nsswitch.conf etc/', 'echo root:x:0:0::/: >etc/passwd',
    'mount -t proc proc proc', 'for d in null zero urandom random; do touch dev/$d; mount --bind /dev/$d dev/$d; done',
    ...(image === SHELL ? ['mkdir usr/bin', 'mount --bind /usr/bin usr/bin', 'touch bin/sh', 'mount --bind /bin/sh bin/sh'] : [`cp ${quote(join(bin, image))} .${target}`]),
    'touch bin/.run', 'mount --bind /usr/bin/setpriv bin/.run',
  ];
  for (const { name, mountPath, mountPropagation, readOnly, subPath } of container.volumeMounts ?? []) {
    const from = volumes[name];
    if (from === undefined) throw new Error(`there is no volume ${name}`);
    if (mountPath === '/dev') continue;
    const source = subPath ? join(from, subPath) : from;
    const to = quote(join(root, mountPath));
    lines.push(`if [ -d ${quote(source)} ]; then mkdir -p ${to}; else mkdir -p "$(dirname ${to})"; touch ${to}; fi`, `mount ${mountPropagation ? '--rbind' : '--bind'} ${quote(source)} ${to}`);
    if (readOnly) lines.push(`mount -o remount,ro,bind ${to}`);
  }
  if (context.readOnlyRootFilesystem) lines.push(`mount -o remount,ro ${root}`);
  const rights: string[] = [];
  if (context.allowPrivilegeEscalation === false) rights.push('--no-new-privs');
  if (!context.privileged && (context.capabilities?.drop ?? []).includes('ALL')) {
    const kept = (context.capabilities.add ?? []).map((name: string) => `+${name.toLowerCase()}`);
    rights.push(`--bounding-set=${['-all', ...kept].join(',')}`, `--inh-caps=${['-all', ...kept].join(',')}`);
  }
  const user = context.runAsUser ?? 0;
  if (context.runAsNonRoot && user === 0) throw new Error('container has runAsNonRoot and image will run as root');
  const group = context.runAsGroup ?? user;
  const groups = context.fsGroup === undefined ? '--clear-groups' : `--groups=${context.fsGroup}`;
  const variables = Object.entries(env).map(([name, value]) => quote(`${name}=${value}`)).join(' ');
  lines.push(
    `hostname ${quote(pod.metadata.name)}`,
    `exec /usr/bin/env -i ${variables} /usr/sbin/chroot . /bin/.run --reuid=${user} --regid=${group} ${groups} ${[...rights, '--', ...argv].map(quote).join(' ')}`,
  );
  const path = join(base, `${container.name}.sh`);
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
}

/** Whether a program of the image is there. Pods of other images only get a status. */
export function runs(image: string, bin: string): boolean {
  return nameOf(image) === SHELL || existsSync(join(bin, nameOf(image)));
}

