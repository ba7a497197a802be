/* eslint-disable no-bitwise -- flags of the compiler's API */
import { join } from 'path';
import * as ts from 'typescript';

/** What a member may not be called in Python: jsii would write it with a "_" behind it. https://docs.python.org/3/reference/lexical_analysis.html#keywords */
const KEYWORDS = new Set([
  'False', 'None', 'True', 'and', 'as', 'assert', 'async', 'await', 'break', 'class', 'continue', 'def', 'del', 'elif', 'else', 'except', 'finally', 'for', 'from',
  'global', 'if', 'import', 'in', 'is', 'lambda', 'nonlocal', 'not', 'or', 'pass', 'raise', 'return', 'try', 'while', 'with', 'yield',
]);

/** Names that stay, and why. */
const KEPT: { readonly [member: string]: string } = {
  'CloudConfigProps.global': 'the section [Global] of cloud.conf',
  'CloudConfigSections.global': 'the section [Global] of cloud.conf',
  'ManilaCsiProps.global': 'the section [Global] of cloud.conf, of which the Secret of Manila holds the values',
};

/** Switches whose name says what does not happen, and stay because the name is that of the setting they write. */
const NEGATIVE = /^(no|not|non|without|disable|skip|ignore|omit|exclude|insecure|unsafe)[A-Z]|(Disabled|Insecure|SkipVerify)$|^disabled$/;
const UPSTREAM_SWITCHES: { readonly [member: string]: string } = {
  'BlockStorageSection.ignoreVolumeAz': 'ignore-volume-az of cloud.conf',
  'BlockStorageSection.ignoreVolumeMicroversion': 'ignore-volume-microversion of cloud.conf',
  'GlobalSection.tlsInsecure': 'tls-insecure of cloud.conf',
  'HttpImage.insecureSkipVerify': 'insecureSkipVerify of CDI',
  'ImageIoDisk.insecureSkipVerify': 'insecureSkipVerify of CDI',
  'LonghornStorageClassProps.disableRevisionCounter': 'disableRevisionCounter of Longhorn',
  'NetworkingSection.ipv6SupportDisabled': 'ipv6-support-disabled of cloud.conf',
  'TokenDiscoveryOptions.unsafeSkipCaVerification': 'unsafeSkipCAVerification of kubeadm',
};

interface Member { readonly id: string; readonly name: string; readonly type: string; readonly says: string }

/** Every public member of every public type, as the sources declare it: the assembly may be older than they are. */
function publicMembers(): Member[] {
  const entry = join(__dirname, '../src/index.ts');
  const program = ts.createProgram([entry], {
    target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.Node16, moduleResolution: ts.ModuleResolutionKind.Node16, skipLibCheck: true, types: [],
  });
  const checker = program.getTypeChecker();
  const found = new Map<string, Member>();
  const visit = (symbol: ts.Symbol): void => {
    const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    for (const declaration of target.declarations ?? []) {
      if (ts.isSourceFile(declaration)) checker.getExportsOfModule(target).forEach(visit);
      if (!ts.isInterfaceDeclaration(declaration) && !ts.isClassDeclaration(declaration) && !ts.isEnumDeclaration(declaration)) continue;
      for (const member of declaration.members) {
        const flags = ts.getCombinedModifierFlags(member as ts.Declaration);
        if (!member.name || flags & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected)) continue;
        const name = member.name.getText();
        const id = `${target.name}.${name}`;
        found.set(id, {
          id,
          name,
          says: ts.getJSDocCommentsAndTags(member).map(({ comment }) => ts.getTextOfJSDocComment(comment) ?? '').join(' ').replace(/\s+/g, ' '),
          type: 'type' in member && member.type ? (member.type as ts.TypeNode).getText() : '',
        });
      }
    }
  };
  checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(entry)!)!).forEach(visit);
  return [...found.values()];
}

const members = publicMembers();
const idsOf = (chosen: Member[]) => chosen.map(({ id }) => id).sort();

test('no public member has the name of a keyword of Python', () => {
  expect(members.length).toBeGreaterThan(1000);
  expect(idsOf(members.filter(({ name }) => KEYWORDS.has(name)))).toEqual(Object.keys(KEPT).filter((id) => members.some((m) => m.id === id)));
});

test('switches are positive, but for those that carry the name of the setting they write', () => {
  const switches = members.filter(({ type }) => type === 'boolean');
  expect(switches.length).toBeGreaterThan(100);
  expect(idsOf(switches.filter(({ name }) => NEGATIVE.test(name)))).toEqual(Object.keys(UPSTREAM_SWITCHES));
});

test('one thing has one name', () => {
  const others: { readonly [name: string]: string } = { filesystem: 'fsType', pullSecrets: 'imagePullSecrets', pullPolicy: 'imagePullPolicy', object: 'apiObject' };
  /** Where the word means something else: what a finding is about, and what a metric describes. */
  const meansElse = ['ObjectMetric.object', 'ScalingMetric.object', 'StorageFinding.object'];
  expect(idsOf(members.filter(({ name }) => Object.hasOwn(others, name)))).toEqual(meansElse);
});

test('what has a few values only is an enum: no text property lists values of the Kubernetes API', () => {
  const listed = /"[A-Z][A-Za-z0-9]+"(, "[A-Z][A-Za-z0-9]+")*,? or "[A-Z][A-Za-z0-9]+"/;
  const lists = members.filter(({ type, says }) => /^string(\[\])?$/.test(type) && listed.test(says));
  // The reasons of events: the analysis writes them, nobody sets them.
  expect(idsOf(lists)).toEqual(['ClaimPlan.event']);
});
