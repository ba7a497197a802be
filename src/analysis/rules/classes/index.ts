import { CLS001 } from './CLS001-class-not-defined';
import { CLS002 } from './CLS002-several-default-classes';
import { CLS003 } from './CLS003-default-annotation-not-true';
import { CLS004 } from './CLS004-no-provisioner-immediate';
import { CLS005 } from './CLS005-zonal-driver-immediate';
import { CLS006 } from './CLS006-class-changed';
import { CLS007 } from './CLS007-invalid-reclaim-policy';
import { CLS008 } from './CLS008-binding-mode-or-provisioner';
import { CLS009 } from './CLS009-class-annotation';
import { CLS010 } from './CLS010-provisioner-not-served';
import { CLS011 } from './CLS011-in-tree-provisioner';
import { CLS012 } from './CLS012-delete-without-deleter';
import { CLS013 } from './CLS013-expansion-not-allowed';
import { CLS014 } from './CLS014-foreign-topology-key';
import { CLS015 } from './CLS015-stateful-data-deleted';
import { CLS016 } from './CLS016-duplicate-or-empty-topologies';
import { CLS017 } from './CLS017-attributes-class-too-early';
import { CLS018 } from './CLS018-attributes-class-of-another-driver';
import { CLS019 } from './CLS019-attributes-class-differs';
import { CLS020 } from './CLS020-depends-on-default-class';
import { CLS021 } from './CLS021-pre-provisioned-in-dynamic-class';
import { CLS022 } from './CLS022-parameters-of-a-driver';
import { Rule } from '../rule';

/** StorageClasses and attributes classes. */
export const CLASSES: readonly Rule[] = [
  CLS001, CLS002, CLS003, CLS004, CLS005, CLS006, CLS007, CLS008, CLS009, CLS010,
  CLS011, CLS012, CLS013, CLS014, CLS015, CLS016, CLS017, CLS018, CLS019, CLS020,
  CLS021, CLS022,
];
