import { INP001 } from './INP001-unreadable-document';
import { INP002 } from './INP002-object-twice';
import { INP003 } from './INP003-no-kubernetes-object';
import { INP004 } from './INP004-key-twice';
import { INP005 } from './INP005-refused-by-the-api-server';
import { INP006 } from './INP006-acknowledgement-not-needed';
import { INP007 } from './INP007-acknowledgement-without-reason';
import { INP008 } from './INP008-malformed-metadata';
import { Rule } from '../rule';

/** Problems with the input itself, before any rule about storage. */
export const INPUT: readonly Rule[] = [
  INP001, INP002, INP003, INP004, INP005, INP006, INP007, INP008,
];
