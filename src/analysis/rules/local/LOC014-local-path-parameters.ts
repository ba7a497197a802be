import { directoriesOf, localPathNames, localPathProvisioners, pathsOf } from './local-path';
import { strings, text } from '../../../core/fields';
import { tidy } from '../../model/pod-sources';
import { Rule } from '../rule';
import { shown } from '../shared/words';

const PARAMETERS = ['nodePath', 'pathPattern', 'allowUnsafePathPattern', 'nodeAffinityKey', 'userPattern', 'groupPattern', 'permPattern'];
/** Namespace and name of the claim, as directories. */
const SAFE = /^\{\{-?\s*\.PVC\.Namespace\s*-?\}\}\/\{\{-?\s*\.PVC\.Name\s*-?\}\}(\/|$)/i;

export const LOC014: Rule = {
  id: 'LOC014',
  severity: 'error',
  title: 'A class asks the local-path provisioner for what it does not know',
  why: 'It refuses a path that is not in its configuration, a pattern that does not start with namespace and name of the claim, and an unknown volume type; parameters that it does not know are ignored without a word.',
  fix: 'Correct the parameter.',
  source: 'rancher/local-path-provisioner provisioner.go',
  * check(view) {
    const provisioners = localPathNames(view);
    const [{ patch = 99 } = {}] = localPathProvisioners(view);
    for (const item of view.classes) {
      if (!provisioners.has(text(item.object.provisioner) ?? '')) continue;
      const parameters = strings(item.object.parameters);
      const paths = pathsOf(view, item.name);
      for (const key of Object.keys(parameters)) {
        if (!PARAMETERS.includes(key)) yield { on: item, path: `parameters[${key}]`, severity: 'warning', message: `the parameter ${shown(key)} is unknown, and ignored without a word.` };
      }
      const { nodePath, pathPattern, allowUnsafePathPattern = item.annotations.allowUnsafePathPattern } = parameters;
      if (nodePath && paths && !paths.sharedFileSystemPath && !directoriesOf(paths).some((path) => tidy(path) === tidy(nodePath))) {
        yield { on: item, path: 'parameters[nodePath]', message: `${shown(nodePath)} is a directory of no node in the configuration.` };
      }
      if (pathPattern && patch >= 33 && !/^(1|t|T|true|TRUE|True)$/.test(allowUnsafePathPattern ?? '') && !SAFE.test(pathPattern)) {
        yield { on: item, path: 'parameters[pathPattern]', message: 'the pattern does not start with {{ .PVC.Namespace }}/{{ .PVC.Name }}/, as the provisioner wants since v0.0.33.' };
      }
      const type = item.annotations.defaultVolumeType;
      if (type !== undefined && !/^(local|hostpath)$/i.test(type)) {
        yield { on: item, path: 'metadata.annotations[defaultVolumeType]', message: `defaultVolumeType is ${shown(type)}: it must be local or hostPath.` };
      }
    }
  },
};
