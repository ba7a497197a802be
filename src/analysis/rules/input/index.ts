import { INP001 } from './INP001-unreadable-document';
import { INP002 } from './INP002-duplicate-object';
import { INP003 } from './INP003-not-a-kubernetes-object';
import { INP004 } from './INP004-duplicate-key';
import { INP005 } from './INP005-rejected-by-the-api-server';
import { INP006 } from './INP006-unused-acknowledgement';
import { INP007 } from './INP007-acknowledgement-without-reason';
import { INP008 } from './INP008-invalid-metadata';
import { Rule } from '../rule';

/** Problems with the input itself, before any rule about storage. */
export const INPUT: readonly Rule[] = [
  INP001, INP002, INP003, INP004, INP005, INP006, INP007, INP008,
];
