import { BND001 } from './BND001-volumes-too-small';
import { BND002 } from './BND002-class-differs';
import { BND003 } from './BND003-access-modes-missing';
import { BND004 } from './BND004-volume-mode-differs';
import { BND005 } from './BND005-selector-matches-nothing';
import { BND006 } from './BND006-claims-compete';
import { BND007 } from './BND007-equally-good-volumes';
import { BND008 } from './BND008-reserved-volume-loses';
import { BND009 } from './BND009-claim-ref-without-namespace';
import { BND010 } from './BND010-claim-ref-with-uid';
import { BND011 } from './BND011-claim-ref-to-nothing';
import { BND012 } from './BND012-volume-name-missing';
import { BND013 } from './BND013-named-volume-does-not-match';
import { BND014 } from './BND014-named-volume-and-default-class';
import { BND015 } from './BND015-inconsistent-pair';
import { BND016 } from './BND016-volume-of-another-claim';
import { BND017 } from './BND017-oversized-volume';
import { BND018 } from './BND018-decimal-or-binary-unit';
import { BND019 } from './BND019-fraction-of-a-byte';
import { BND020 } from './BND020-unknown-access-mode';
import { BND021 } from './BND021-rwop-with-other-modes';
import { BND022 } from './BND022-no-storage-request';
import { BND023 } from './BND023-pod-without-its-claim';
import { BND024 } from './BND024-node-name-and-waiting-claim';
import { BND025 } from './BND025-claim-without-consumer';
import { BND026 } from './BND026-greedy-starvation';
import { BND027 } from './BND027-mode-decides-the-volume';
import { BND028 } from './BND028-volume-used-once';
import { BND029 } from './BND029-no-volume-left';
import { BND030 } from './BND030-volume-beside-a-default-class';
import { Rule } from '../rule';

/** How claims bind to volumes. */
export const BINDING: readonly Rule[] = [
  BND001, BND002, BND003, BND004, BND005, BND006, BND007, BND008, BND009, BND010,
  BND011, BND012, BND013, BND014, BND015, BND016, BND017, BND018, BND019, BND020,
  BND021, BND022, BND023, BND024, BND025, BND026, BND027, BND028, BND029, BND030,
];
