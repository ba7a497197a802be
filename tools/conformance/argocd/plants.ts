/* Defects that the run must find: each breaks one thing in the bundled plugin. */
import { readFileSync, writeFileSync } from 'node:fs';

export const PLANTS: { readonly [name: string]: (code: string) => string } = {
  'log-on-stdout': (code) => code.replace('\n', '\nconsole.log("rendering prod");\n'),
  'parameters-ignored': (code) => code.replaceAll('ARGOCD_APP_PARAMETERS', 'ARGOCD_APP_PARAMETER'),
  'env-not-found': (code) => code.replaceAll('ARGOCD_ENV_', 'ARGOCD_ENVS_'),
  'variables-of-the-sidecar': (code) => code.replaceAll('ARGOCD_(?:ENV|APP)_|PARAM_|KUBE_', ''),
  'network-open': (code) => code.replaceAll('{ value: refuse }', '{}'),
  'empty-accepted': (code) => code.replaceAll('.allowEmpty&&!', '.allowEmpty&&0&&!'),
};

export function planted(name: string, file: string): void {
  const code = readFileSync(file, 'utf8');
  const changed = PLANTS[name](code);
  if (changed === code) throw new Error(`the defect ${name} changes nothing`);
  writeFileSync(file, changed);
}
