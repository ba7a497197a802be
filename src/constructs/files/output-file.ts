import { Construct } from 'constructs';
import { writeAtSynth } from './private/file-output';
import { requireFilePath } from './private/file-path';
import { invalid } from '../../core/errors';
import { at, propsOf } from '../private/at';

/** Properties for `OutputFile`. */
export interface OutputFileProps {
  /** Path below the folder of files, with "/" between its parts, such as "kubeadm/init.yaml". */
  readonly path: string;
  /** The whole text of the file. */
  readonly content: string;
  /** Makes the file readable by its owner only (mode 0600). @default false */
  readonly confidential?: boolean;
}

/**
 * A file that belongs to a cluster but is no Kubernetes object: a kubeadm configuration, cloud-init user data, a Heat template.
 *
 * `app.synth()` writes it next to the manifests, never among them; see `OutputFiles` for the folder.
 */
export class OutputFile extends Construct {
  /** Path below the folder of files. */
  public readonly path: string;
  /** The whole text of the file. */
  public readonly content: string;
  /** Whether only its owner may read the file. */
  public readonly confidential: boolean;

  constructor(scope: Construct, id: string, props: OutputFileProps) {
    props = propsOf(new.target, 'OutputFile', scope, id, props);
    super(scope, id);
    at(this, () => {
      requireFilePath('path', props.path);
      if (typeof props.content !== 'string') invalid('content', typeof props.content, 'a string');
    });
    this.path = props.path;
    this.content = props.content;
    this.confidential = props.confidential ?? false;
    writeAtSynth(this);
  }
}
