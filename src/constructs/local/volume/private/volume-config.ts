import { Yaml } from 'cdk8s';
import { classConfig, VolumeClasses } from './volume-classes';
import { invalid, refuse } from '../../../../core/errors';
import { isQualifiedName, requireLabels } from '../../../../kubernetes/names';
import { LocalStaticRelease } from '../../../../releases';
import { goDuration } from '../../private/go';
import { LocalVolumeProvisionerProps } from '../local-volume-provisioner-props';

/** The property that each key of the configuration comes from. */
const PROPERTY: { [key: string]: string } = {
  nodeLabelsForPV: 'nodeLabelsForPv',
  labelsForPV: 'labelsForPv',
  setPVOwnerRef: 'pvOwnerRef',
  removeNodeNotReadyTaint: 'removeNodeNotReadyTaint',
  provisionerNotReadyNodeTaintKey: 'notReadyTaintKey',
  useJobForCleaning: 'useJobForCleaning',
  jobTolerations: 'jobTolerations',
  useNodeNameOnly: 'useNodeNameOnly',
  minResyncPeriod: 'minResyncPeriod',
};

/** The provisioner's configuration: the data of its ConfigMap, each key a text of YAML. */
export function volumeConfig(props: LocalVolumeProvisionerProps, { classes }: VolumeClasses, release: LocalStaticRelease): { [key: string]: string } {
  checkLabels(props);
  const tolerations = [...props.tolerations ?? [], ...props.extraTolerations ?? []];
  const jobTolerations = props.jobTolerations ?? (release._lacks('config', 'jobTolerations') ? [] : tolerations);
  const settings: { [key: string]: string | undefined } = {
    nodeLabelsForPV: props.nodeLabelsForPv?.length ? Yaml.stringify(props.nodeLabelsForPv) : undefined,
    labelsForPV: Object.keys(props.labelsForPv ?? {}).length ? Yaml.stringify(props.labelsForPv) : undefined,
    setPVOwnerRef: props.pvOwnerRef ? 'true' : undefined,
    removeNodeNotReadyTaint: props.removeNodeNotReadyTaint ? 'true' : undefined,
    provisionerNotReadyNodeTaintKey: taintKey(props, release),
    useJobForCleaning: props.useJobForCleaning ? 'yes' : undefined,
    jobTolerations: jobTolerations.length ? Yaml.stringify(jobTolerations) : undefined,
    useNodeNameOnly: props.useNodeNameOnly ? 'true' : undefined,
    minResyncPeriod: props.minResyncPeriod && goDuration('minResyncPeriod', props.minResyncPeriod),
  };
  const data: { [key: string]: string } = {};
  for (const [key, text] of Object.entries(settings)) {
    if (text === undefined) continue;
    const since = release._lacks('config', key);
    if (since) refuse(PROPERTY[key], `is read by the provisioner since ${since}; ${release.version} ignores it`);
    data[key] = text;
  }
  return { ...data, storageClassMap: Yaml.stringify(Object.fromEntries(classes.map((c) => [c.name, classConfig(c)]))) };
}

/** Key of the taint that the provisioner removes; undefined if it removes none. */
export function taintKey(props: LocalVolumeProvisionerProps, release: LocalStaticRelease): string | undefined {
  if (!props.removeNodeNotReadyTaint) {
    if (props.notReadyTaintKey !== undefined) {
      refuse('notReadyTaintKey', 'has no effect without removeNodeNotReadyTaint: set that too, or drop the key');
    }
    return undefined;
  }
  const key = props.notReadyTaintKey ?? release._profile.notReadyTaintKey;
  if (key === undefined) refuse('removeNodeNotReadyTaint', `is read by the provisioner since v2.9.0; ${release.version} ignores it`);
  return isQualifiedName(key) ? key : invalid('notReadyTaintKey', key, 'a taint key such as "example.com/not-ready"');
}

function checkLabels({ labelsForPv, nodeLabelsForPv }: LocalVolumeProvisionerProps): void {
  requireLabels('labelsForPv', labelsForPv);
  for (const label of nodeLabelsForPv ?? []) {
    if (!isQualifiedName(label)) invalid('nodeLabelsForPv', label, 'keys of node labels such as "topology.kubernetes.io/zone"');
  }
}
