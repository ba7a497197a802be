import { isFilledIn, literalKeys } from './credentials';
import { fields } from '../../../core/fields';
import { Rule } from '../rule';
import { names } from '../shared/words';

export const SEC008: Rule = {
  id: 'SEC008',
  severity: 'warning',
  title: 'A Secret with literal credentials is among the manifests',
  why: 'base64 is no encryption: whoever can read the repository, its history or the artefacts of the pipeline has the credentials, and removing them later does not help.',
  fix: 'Keep the value in a store and use an ExternalSecret, a SealedSecret or a Secret that is made by hand; rotate what has been committed.',
  source: 'https://kubernetes.io/docs/concepts/configuration/secret/#information-security-for-secrets',
  * check(view) {
    for (const item of view.of('Secret')) {
      const keys = isFilledIn(item) ? [] : literalKeys(item);
      if (!keys.length) continue;
      const field = fields(item.object.stringData)[keys[0]] === undefined ? 'data' : 'stringData';
      yield { on: item, path: `${field}[${keys[0]}]`, message: `${names(keys)} ${keys.length > 1 ? 'hold' : 'holds'} credentials that can be read from the manifest.` };
    }
  },
};
