/* The charts as Helm installs them: their sources, or what Helm rendered from them as a chart of its own. */
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';

interface Chart {
  /** Of its sources, in the repository that it comes from. */
  readonly folder: string;
  readonly release: string;
  readonly namespace: string;
}

export const CHARTS: { readonly [name: string]: Chart } = {
  'ccm': { folder: 'openstack-cloud-controller-manager', release: 'occm', namespace: 'kube-system' },
  'cinder-csi': { folder: 'cinder-csi-plugin', release: 'cinder-csi', namespace: 'kube-system' },
  'manila-csi': { folder: 'manila-csi-plugin', release: 'manila-csi', namespace: 'manila' },
  'local-path-provisioner': { folder: 'local-path-provisioner', release: 'lpp', namespace: 'local-path-storage' },
  'local-static-provisioner': { folder: 'provisioner', release: 'lsp', namespace: 'kube-system' },
};

/** Value sets that Helm cannot install, and why. */
export const REFUSED: { readonly [set: string]: string } = {
  'local-path-provisioner/kitchen-sink': 'the chart writes a number into the command and a boolean into annotations',
};

/** What the chart of the CCM takes from a library chart that it names as a dependency. */
const COMMON_LABELS = `{{- define "common.labels.standard" -}}
app.kubernetes.io/name: {{ default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
{{- end -}}
`;

/** The arguments of `helm install` for a value set. */
export function chartOf(name: string, set: string, renders: string, dir: string): string[] {
  const { folder } = CHARTS[name];
  const to = join(dir, `${name}-${set}`);
  const sources = process.env.HELM_CHARTS && join(process.env.HELM_CHARTS, folder);
  if (sources && existsSync(sources)) {
    cpSync(sources, to, { recursive: true });
    const meta = parse(readFileSync(join(to, 'Chart.yaml'), 'utf8'));
    delete meta.dependencies;
    writeFileSync(join(to, 'Chart.yaml'), stringify(meta));
    writeFileSync(join(to, 'templates/_common.tpl'), COMMON_LABELS);
    return [to, '--values', join(renders, name, `${set}.values.yaml`)];
  }
  mkdirSync(join(to, 'templates'), { recursive: true });
  writeFileSync(join(to, 'Chart.yaml'), stringify({ apiVersion: 'v2', name, version: '1.0.0' }));
  writeFileSync(join(to, 'templates/all.yaml'), readFileSync(join(renders, name, `${set}.yaml`), 'utf8').replace(/\{\{/g, '{{ "{{" }}'));
  return [to];
}
