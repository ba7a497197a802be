import { RULES } from '../../../src/openstack/cloud-conf/checks';
import { CONSUMERS, isRead, KEYS, keyNamed, reads, SECTIONS, takesSubsections, whyNotRead } from '../../../src/openstack/cloud-conf/keys';
import facts from '../../evidence/upstream/cloud-conf-facts.json';

const TYPES: { [type: string]: string[] } = {
  'string': ['string'], 'enum': ['string', 'word'], 'bool': ['bool'], 'int': ['int', 'uint'], 'duration': ['duration'], 'string[]': ['list'],
};

describe('the key table', () => {
  test('has every key that the CCM or Cinder CSI ever read, and no other', () => {
    const names = (rows: Array<{ section: string; key: string }>) => rows.map(({ section, key }) => `${section}.${key}`).sort();
    expect(names(KEYS.filter(({ type }) => type !== 'unsettable'))).toEqual(names(facts.keys));
  });

  test.each(facts.keys.map((fact): [string, (typeof facts.keys)[number]] => [`${fact.section}.${fact.key}`, fact]))('%s is as measured', (_, fact) => {
    const row = KEYS.find(({ section, key }) => section === fact.section && key === fact.key)!;
    const removed = fact.removed as { [consumer: string]: string } | null;
    for (const consumer of CONSUMERS) {
      const formerly = (fact.since as any)[consumer] ?? (removed?.all && row.key.startsWith('t') && consumer === 'cinder-csi' ? row.since[consumer] : undefined);
      expect([consumer, row.since[consumer]]).toEqual([consumer, formerly]);
      if (row.since[consumer]) expect([consumer, row.removed?.[consumer]]).toEqual([consumer, removed?.[consumer] ?? removed?.all]);
    }
    expect(!!row.secret).toBe(fact.secret);
    expect(TYPES[fact.type]).toContain(row.type);
  });

  test('gives each property of a section to rows that no release reads at the same time', () => {
    for (const a of KEYS) {
      const others = KEYS.filter((b) => b !== a && b.section === a.section && b.property !== undefined && b.property === a.property);
      for (let minor = 15; minor <= 36; minor++) {
        if (isRead(a, `1.${minor}`)) expect(others.filter((b) => isRead(b, `1.${minor}`))).toEqual([]);
      }
    }
  });

  test('has the sections in the order in which they are written', () => {
    expect(SECTIONS).toEqual(['Global', 'LoadBalancer', 'LoadBalancerClass', 'Networking', 'Metadata', 'Route', 'BlockStorage']);
  });
});

test('a key is read from the release that added it until the release that removed it', () => {
  const row = keyNamed('BlockStorage', 'ignore-volume-az')!;
  expect(['1.15', '1.23', '1.24', '1.36'].map((minor) => reads(row, 'ccm', minor))).toEqual([true, true, false, false]);
  expect(['1.19', '1.20', '1.36'].map((minor) => reads(row, 'cinder-csi', minor))).toEqual([false, true, true]);
  expect(reads(keyNamed('LoadBalancer', 'enabled')!, 'cinder-csi', '1.36')).toBe(false);
});

test('why a key is not read names the release', () => {
  expect(whyNotRead([keyNamed('Global', 'token')!], '1.34')).toBe('was added in 1.35');
  expect(whyNotRead([keyNamed('BlockStorage', 'bs-version')!], '1.36')).toBe('was removed in 1.24');
  expect(whyNotRead([keyNamed('Global', 'tls-insecure')!, keyNamed('Global', 'tlsinsecure')!], '1.15')).toBe('was added in 1.16');
});

test('subsections belong to classes of load balancers, and to clouds of Cinder CSI since 1.31', () => {
  expect(takesSubsections('LoadBalancerClass', 'ccm', '1.15')).toBe(true);
  expect(takesSubsections('LoadBalancerClass', 'cinder-csi', '1.36')).toBe(false);
  expect(takesSubsections('Global', 'ccm', '1.36')).toBe(false);
  expect(['1.30', '1.31'].map((minor) => takesSubsections('Global', 'cinder-csi', minor))).toEqual([false, true]);
  expect(takesSubsections('LoadBalancer', 'ccm', '1.36')).toBe(false);
});

describe('every measured rule has a check', () => {
  // These two are found where sections and keys are matched with the table.
  const elsewhere = ['unknown-keys', 'multi-cloud-global'];
  test.each(facts.rules.filter(({ id }) => !elsewhere.includes(id)))('$id', ({ id, severity }) => {
    expect(RULES.find((rule) => rule.id === id)?.severity).toBe(severity);
  });
});
