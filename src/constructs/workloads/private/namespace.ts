import { refuse } from '../../../core/errors';
import type { IStatefulApplication } from '../stateful-application-base';

/** The namespace of an object that has to lie beside an application: that of the application, where it has one of its own. */
export function namespaceBeside(application: IStatefulApplication | undefined, own: string | undefined): string | undefined {
  const theirs = application?.namespace;
  if (own !== undefined && theirs !== undefined && own !== theirs) {
    refuse('namespace', `is "${own}", but "${application!.name}" lies in "${theirs}". Remove it: the two must lie together`);
  }
  return own ?? theirs;
}
