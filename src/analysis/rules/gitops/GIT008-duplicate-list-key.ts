import { Fields, fields, list, text, whole } from '../../../core/fields';
import { shown } from '../../../core/words';
import { PodSource } from '../../model/pod-sources';
import { rule } from '../rule';
import { applicationsHave, syncOptions } from '../shared/argo';

const SERVER_SIDE = 'ServerSideApply=true';

export const GIT008 = rule('GIT008', function* (view) {
  const everywhere = applicationsHave(view, SERVER_SIDE);
  for (const item of view.of('Service')) {
    const ports = repeated(item.spec.ports, 'spec.ports', (v) => whole(v.port) !== undefined && `port ${v.port}/${text(v.protocol) ?? 'TCP'}`);
    for (const { path, what } of ports) yield { on: item, path, message: `duplicate ${what}.` };
  }
  for (const pod of view.pods) {
    const fatal = everywhere || syncOptions(pod.item).includes(SERVER_SIDE);
    for (const { path, what } of twice(pod)) yield { on: pod.item, path, severity: fatal ? undefined : 'warning', message: `duplicate ${what}.` };
  }
});

function* twice({ spec, path, containers }: PodSource): Iterable<{ path: string; what: string }> {
  for (const { value, path: at } of containers) {
    yield* repeated(value.env, `${at}.env`, (v) => text(v.name) && `variable "${v.name}"`);
    yield* repeated(value.volumeMounts, `${at}.volumeMounts`, (v) => text(v.mountPath) && `mount path ${shown(v.mountPath)}`);
    yield* repeated(value.volumeDevices, `${at}.volumeDevices`, (v) => text(v.devicePath) && `device path ${shown(v.devicePath)}`);
    yield* repeated(value.ports, `${at}.ports`, (v) => whole(v.containerPort) !== undefined && 'port '
      + `${v.containerPort}/${text(v.protocol) ?? 'TCP'}`);
  }
  yield* repeated(spec.imagePullSecrets, `${path}.imagePullSecrets`, (v) => text(v.name) && `pull secret "${v.name}"`);
  yield* repeated(spec.hostAliases, `${path}.hostAliases`, (v) => text(v.ip) && `address ${v.ip}`);
}

function* repeated(value: unknown, path: string, name: (item: Fields) => string | false | undefined): Iterable<{ path: string; what: string }> {
  const seen = new Set<string>();
  for (const [i, item] of list(value).entries()) {
    const what = name(fields(item));
    if (what && seen.has(what)) yield { path: `${path}[${i}]`, what };
    if (what) seen.add(what);
  }
}
