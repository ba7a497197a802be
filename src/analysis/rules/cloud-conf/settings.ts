import { addTo } from '../../../core/multimap';
import { oncePer } from '../../../core/once';
import { keyNamed, sectionNamed } from '../../../openstack/cloud-conf/keys';
import { ruleOf } from '../../../openstack/judgements/cloud-conf';
import type { View } from '../../model/view';
import { about, Draft, Rule, rule, Severity } from '../rule';
import { confFiles, ConfFinding, confFindings, FILLED_IN, globalOf, isEmpty, variablesOf } from '../shared/cloud-conf-files';

export const CFG001 = rule('CFG001', function* (view) {
  for (const file of confFiles(view)) {
    if (!isEmpty(file)) continue;
    yield about(file.item, file.path,
      `${file.key} has no settings, so the component that reads it exits at startup.`,
      { severity: 'warning', fix: 'Set the values in the chart or template that renders it.' });
  }
  yield* byRule(view).get('CFG001') ?? [];
});

export const CFG002 = passedOn('CFG002');
export const CFG003 = passedOn('CFG003');

export const CFG005 = rule('CFG005', function* (view) {
  for (const file of confFiles(view)) {
    for (const { row, value, variable } of globalOf(file, view)) {
      const problem = row.key === 'auth-url' && typeof value === 'string' && value && value !== FILLED_IN ? wrong(value) : undefined;
      if (problem) yield { on: file.item, path: file.path, ...problem, message: `line ${variable.line} of ${file.key}: ${problem.message}` };
    }
  }
});

function wrong(url: string): { message: string; severity?: 'error' | 'info' } | undefined {
  if (!/^https?:\/\//i.test(url)) return { message: 'auth-url does not start with https://.', severity: 'error' };
  if (/^http:/i.test(url)) return { message: 'auth-url uses http, so credentials are sent unencrypted.' };
  return /\/v3\/?$/.test(url) ? undefined : { message: 'auth-url does not end in /v3.', severity: 'info' };
}

export const CFG006 = passedOn('CFG006');

export const CFG007 = passedOn('CFG007');

export const CFG009 = rule('CFG009', function* (view) {
  for (const file of confFiles(view)) {
    for (const { row, value, variable } of globalOf(file, view)) {
      if (row.key === 'tls-insecure' && value === 'true') {
        yield about(file.item, file.path, `line ${variable.line} of ${file.key}: tls-insecure = true disables certificate verification.`);
      }
    }
  }
  yield* byRule(view).get('CFG009') ?? [];
});

export const CFG010 = passedOn('CFG010');

/** Commands of the OpenStack client that show the ID of a key, by a part of the key. */
const CLIENT_OF = [['router', 'router show'], ['flavor', 'loadbalancer flavor show'], ['subnet', 'subnet show'],
  ['network', 'network show']] as const;

const UUID = /^[0-9a-f]{8}(-?[0-9a-f]{4}){3}-?[0-9a-f]{12}$/i;

export const CFG012 = rule('CFG012', function* (view) {
  for (const file of confFiles(view)) {
    for (const { section, key, line, value } of variablesOf(file)) {
      const row = keyNamed(sectionNamed(section) ?? '', key);
      if (row?.format !== 'uuid' || !value || value === FILLED_IN || UUID.test(value)) continue;
      yield about(file.item, file.path, `line ${line} of ${file.key}: ${row.key} is not an ID such as bc8a590a-5d65-4525-98f3-f7ef29c727d5.`,
        { fix: `Use the ID that \`openstack ${CLIENT_OF.find(([part]) => row.key.includes(part))?.[1] ?? 'network show'}\` prints.` });
    }
  }
});

export const CFG013 = passedOn('CFG013');
export const CFG014 = passedOn('CFG014');
export const CFG015 = passedOn('CFG015');
export const CFG016 = passedOn('CFG016');
export const CFG017 = passedOn('CFG017');

/** A rule that only passes on what the checker of src/openstack/cloud-conf finds. */
function passedOn(id: Parameters<typeof rule>[0]): Rule {
  return rule(id, (view) => byRule(view).get(id) ?? []);
}

/** The findings of the checker, by the rule that reports them. */
const byRule = oncePer((view: View) => {
  const drafts = new Map<string, Draft[]>();
  for (const finding of confFindings(view)) {
    const told = ruleOf(finding);
    if (told) addTo(drafts, told.rule, draftOf(finding, told.severity));
  }
  return drafts;
});

function draftOf({ file, severity, line, message, fix }: ConfFinding, other?: Severity): Draft {
  return { on: file.item, path: file.path, severity: other ?? severity, message: `line ${line} of ${file.key}: ${message}`, fix };
}
