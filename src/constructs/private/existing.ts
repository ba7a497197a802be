import type { IConstruct } from 'constructs';
import { METADATA } from '../../core/acknowledgement';

/**
 * Tells the analysis of the program that an object is in the cluster: `reference` names it, and nothing here emits it.
 *
 * @param namespace Its namespace, if that is known
 */
export function refersTo(scope: IConstruct, kind: string, reference: unknown, name: string | undefined, namespace?: string): void {
  if (!name || reference === undefined || (reference as { apiObject?: unknown }).apiObject !== undefined) return;
  scope.node.addMetadata(METADATA.existing, { kind, name, namespace });
}
