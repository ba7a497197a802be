import { inspect } from 'util';
import * as library from '../../src';
import data from '../../src/core/data/shapes.json';
import { InvalidPropertyError } from '../../src/core/errors';
import { closeMembers } from '../../src/core/members';

const { AccessMode, CloudController, Release } = library as any;

describe('a member that an enum or enum-like class does not have', () => {
  test.each<[string, () => unknown, RegExp]>([
    ['release', () => Release.V1_99, /^Release\.V1_99 is unknown: did you mean Release\.V1_\d\d\? \(known: V1_15, V1_16, …, .*V1_\d\d\)$/],
    ['release in lower case', () => Release.v1_36, /^Release\.v1_36 is unknown: did you mean Release\.V1_36\?/],
    ['mode', () => AccessMode.READ_WRITE_MANE, /^AccessMode\.READ_WRITE_MANE is unknown: did you mean AccessMode\.READ_WRITE_MANY\?/],
    ['mode as Kubernetes writes it', () => AccessMode.ReadWriteOnce, /did you mean AccessMode\.READ_WRITE_ONCE\?/],
    ['abbreviation', () => AccessMode.RWO, /^AccessMode\.RWO is unknown \(known: READ_WRITE_ONCE, READ_ONLY_MANY, READ_WRITE_MANY, READ_WRITE_ONCE_POD\)$/],
    ['controller', () => CloudController.SERVICES, /did you mean CloudController\.SERVICE\?/],
    ['member of a submodule', () => (library as any).nodes.LinuxFamily.DEBAIN, /did you mean LinuxFamily\.DEBIAN\?/],
  ])('is refused where it is read: a %s', (_, read, message) => {
    expect(read).toThrow(InvalidPropertyError);
    expect(read).toThrow(message);
  });

  test('is refused for every public enum', () => {
    const types: any = { ...library, ...Object.assign({}, ...Object.values(library).filter((member) => typeof member === 'object')) };
    const open = Object.keys(data.enums).filter((name) => {
      try {
        return types[name].NOT_A_MEMBER === undefined;
      } catch {
        return false;
      }
    });
    expect(Object.keys(data.enums).length).toBeGreaterThan(50);
    expect(open).toEqual([]);
  });
});

test('what an enum has is read as before, and so is what others ask of any value', async () => {
  expect(AccessMode.READ_WRITE_ONCE).toBe('ReadWriteOnce');
  expect(Object.keys(AccessMode)).toEqual(['READ_WRITE_ONCE', 'READ_ONLY_MANY', 'READ_WRITE_MANY', 'READ_WRITE_ONCE_POD']);
  expect(Object.values(AccessMode)).toHaveLength(4);
  expect('RWO' in AccessMode).toBe(false);
  expect(AccessMode.hasOwnProperty('RWO')).toBe(false);
  expect(JSON.parse(JSON.stringify(AccessMode))).toEqual({ ...AccessMode });
  expect(await AccessMode).toBe(AccessMode);
  expect(`${AccessMode}`).toBe('[object Object]');
  expect(inspect(AccessMode)).toContain("READ_WRITE_ONCE: 'ReadWriteOnce'");
  expect(AccessMode).toEqual({ ...AccessMode });
  expect(AccessMode.toJSON).toBeUndefined();
  expect(Release.V1_36).toBeInstanceOf(Release);
  expect(Release.of('1.36')).toBe(Release.V1_36);
  expect(Release.name).toBe('Release');
  expect(Release.prototype.constructor).toBe(Release);
  expect([Release instanceof Function, AccessMode instanceof Object]).toEqual([true, true]);
  expect(inspect(Release, { depth: 0 })).toContain('class Release');
});

test('other exports stay open, and closing twice is closing once', () => {
  class Plain { public static readonly LIMIT = 5; }
  const exported: any = { Plain, settings: { A: 1 }, texts: { lower: 'x' }, none: {}, nothing: undefined, Enum: { ONE: 'one' } };
  closeMembers(exported);
  const guard = Object.getPrototypeOf(exported.Enum);
  closeMembers(exported);
  expect(Object.getPrototypeOf(exported.Enum)).toBe(guard);
  expect(() => exported.Enum.TWO).toThrow('Enum.TWO is unknown (known: ONE)');
  expect([exported.Plain.MAX, exported.settings.B, exported.texts.UPPER, exported.none.ANY]).toEqual([undefined, undefined, undefined, undefined]);
});
