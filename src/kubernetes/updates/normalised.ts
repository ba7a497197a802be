/* Values that the API server derives from other fields of the same structure, by type of fields.json. */
import { Fields, fields, isObject, list, strings, text } from '../../core/fields';
import { LAST_APPLIED } from '../annotations';
import { imageTag } from '../images';
import { EVICTION_TAINTS, JOB_LABELS } from '../labels';

type Normalise = (value: Fields) => Fields;

const RBAC = 'rbac.authorization.k8s.io';

/** Fields of a probe of which 0 is none. */
const NEVER_ZERO = ['timeoutSeconds', 'periodSeconds', 'successThreshold', 'failureThreshold'];

const BY_TYPE: { readonly [type: string]: Normalise } = {
  Container: (container) => ({
    ...container,
    imagePullPolicy: container.imagePullPolicy ?? (['latest', undefined].includes(imageTag(text(container.image) ?? '')) ? 'Always' : 'IfNotPresent'),
  }),
  Probe: (probe) => Object.fromEntries(Object.entries(probe).filter(([key, value]) => value !== 0 || !NEVER_ZERO.includes(key))),
  ResourceRequirements: ({ requests, ...others }) => ({ ...others, requests: { ...fields(others.limits), ...fields(requests) } }),
  PodSpec: ({ serviceAccount, ...spec }) => ({ ...spec, serviceAccountName: spec.serviceAccountName ?? serviceAccount ?? 'default' }),
  RoleSubject: (subject) => ({ ...subject, apiGroup: subject.apiGroup ?? (subject.kind === 'ServiceAccount' ? '' : RBAC) }),
  RoleRef: (ref) => ({ ...ref, apiGroup: ref.apiGroup || RBAC }),
  Secret: ({ data, stringData, ...others }) => ({
    ...others,
    data: {
      ...fields(data),
      ...Object.fromEntries(Object.entries(strings(stringData))
        .map(([key, value]) => [key, Buffer.from(value).toString('base64')])),
    },
  }),
  PersistentVolumeClaim: ({ apiVersion: _a, kind: _k, status: _s, ...claim }) => claim,
  // The only secret that an annotation repeats.
  ObjectMeta: ({ annotations, ...metadata }) => (isObject(annotations)
    ? { ...metadata, annotations: Object.fromEntries(Object.entries(annotations).filter(([key]) => key !== LAST_APPLIED)) }
    : { ...metadata, annotations }),
  PodTemplateSpec: ({ metadata, ...template }) => ({
    ...template,
    metadata: withoutKeys(fields(metadata), 'labels', (key) => JOB_LABELS.includes(key)),
  }),
  Volume: (volume) => (Object.keys(volume).filter((key) => key !== 'name' && volume[key]).length ? volume : { ...volume, emptyDir: {} }),
  Pod: ({ spec, ...pod }) => ({ ...pod, spec: admitted(fields(spec)) }),
};

function withoutKeys(object: Fields, map: string, isOut: (key: string) => boolean): Fields {
  return isObject(object[map]) ? { ...object, [map]: Object.fromEntries(Object.entries(object[map]).filter(([key]) => !isOut(key))) } : object;
}

/** A pod without what admission adds: tolerations of nodes that are gone, and the token of its account. */
function admitted(spec: Fields): Fields {
  const isToken = ({ name }: Fields) => text(name)?.startsWith('kube-api-access-');
  const without = (value: unknown, isOut: (one: Fields) => unknown) => (Array.isArray(value) ? value.filter((one) => !isObject(one) || !isOut(one))
    : value);
  const containers = (value: unknown) => (Array.isArray(value)
    ? value.map((one) => (isObject(one) ? { ...one, volumeMounts: without(one.volumeMounts, isToken) } : one)) : value);
  return {
    ...spec,
    tolerations: without(spec.tolerations, ({ key, effect, tolerationSeconds: seconds }) => EVICTION_TAINTS.includes(key) && effect === 'NoExecute'
      && seconds === 300),
    volumes: without(spec.volumes, isToken),
    ...Object.fromEntries(['containers', 'initContainers'].filter((key) => key in spec).map((key) => [key, containers(spec[key])])),
  };
}

/** A structure with what follows from its own fields. */
export function normalised(type: string, value: unknown): Fields {
  const given = fields(value);
  const containers = list(given.containers).length + list(given.initContainers).length;
  return Object.hasOwn(BY_TYPE, type) && (type !== 'PodSpec' || containers) ? BY_TYPE[type](given) : given;
}
