/* eslint-disable no-bitwise */
/* What creates the values and the objects of the public types: factories, constants and constructs, for files that describe a cluster. */
import * as ts from 'typescript';
import { Derivation, isAbstract, isHidden, isOwn } from './derive';

/** A parameter: its name, and its type. The name ends with "?" where it may be left out, with "..." where it takes several. */
type Parameter = [name: string, type: string];

export interface Catalogue {
  /** What a construct or chart takes behind scope and id, what it is, what it holds, and its methods that add to it. */
  readonly constructs: { [name: string]: ConstructEntry };
  /** What returns a value of each class and interface, or a list of them ("Release[]"): a key of `calls` by its short name. */
  readonly values: { [type: string]: { [name: string]: string } };
  /** The parameters of static methods; undefined for constants. */
  readonly calls: { [callable: string]: Parameter[] | null };
  /** Methods of a value that return another of its class. */
  readonly variants: { [type: string]: { [method: string]: Parameter[] } };
}

interface ConstructEntry {
  /** Type of the props; with "?" if they may be left out. Missing where only static methods construct it. */
  readonly props?: string;
  /** Static methods that construct it. */
  readonly from?: { [method: string]: Parameter[] };
  readonly isChart?: true;
  /** The types of props that it can stand for. */
  readonly is: string[];
  /** Public members that stand for types of props. */
  readonly members: { [name: string]: string };
  readonly adds: { [method: string]: Parameter[] };
}

/** Types that are no values of props. */
const SCOPES = ['Construct', 'IConstruct'];
/** They bound clusters; a file has its documents for that. */
const BOUNDARIES = ['Cluster', 'FleetApp'];

export function deriveCatalogue(types: Derivation): Catalogue {
  return new Cataloguing(types).of();
}

class Cataloguing {
  private readonly catalogue: Catalogue = { constructs: {}, values: {}, calls: {}, variants: {} };
  /** The classes and interfaces of props. */
  private readonly targets: string[];

  constructor(private readonly types: Derivation) {
    const { structs, classes, takes } = types.shapes;
    const used = [...Object.values(structs).flatMap((parts) => parts.flatMap((part) => (typeof part === 'string' ? [] : Object.values(part)))), ...Object.values(takes)]
      .flatMap((type) => type.replace(/^\w+: /, '').split('|')).map((type) => type.replace(/[^A-Za-z0-9]/g, ''));
    this.targets = Object.keys(classes).filter((name) => used.includes(name) && !SCOPES.includes(name));
  }

  public of(): Catalogue {
    const classes = [...this.types.classes].sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const symbol of classes) if (this.extends(symbol, 'Construct')) this.construct(symbol);
    for (const target of this.targets) this.factories(target, classes);
    const sorted = (map: object) => Object.fromEntries(Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1)));
    return Object.fromEntries(Object.entries(this.catalogue).map(([section, map]) => [section, sorted(map)])) as unknown as Catalogue;
  }

  private construct(symbol: ts.Symbol): void {
    const { name } = symbol;
    const statics = this.types.checker.getTypeOfSymbol(symbol);
    const [constructor] = statics.getConstructSignatures();
    const isOpen = constructor && !isHidden(constructor.declaration);
    if (isAbstract(symbol) || BOUNDARIES.includes(name)) return;
    const from = Object.fromEntries(this.statics(symbol).flatMap(({ member, signature }) => (
      signature?.parameters[0]?.name === 'scope' && this.returns(signature, this.symbolOf(name)!) === '' ? [[member, this.parameters(signature).slice(2)]] : [])));
    const [, , props] = isOpen ? this.parameters(constructor) : [];
    this.catalogue.constructs[name] = {
      ...isOpen ? { props: props ? `${props[1]}${props[0].endsWith('?') ? '?' : ''}` : '' } : { from },
      ...this.extends(symbol, 'Chart') ? { isChart: true } : {},
      is: this.targets.filter((target) => this.types.is(symbol, this.types.known.get(target)!)),
      ...this.membersOf(symbol),
    };
  }

  /** The members of a class that stand for types of props, and its methods that add objects to it. */
  private membersOf(symbol: ts.Symbol): Pick<ConstructEntry, 'members' | 'adds'> {
    const members: ConstructEntry['members'] = {};
    const adds: ConstructEntry['adds'] = {};
    for (const member of this.types.checker.getDeclaredTypeOfSymbol(symbol).getProperties()) {
      if (isHidden(member.valueDeclaration)) continue;
      const type = this.types.checker.getNonNullableType(this.types.checker.getTypeOfSymbol(member));
      const [signature] = type.getCallSignatures();
      if (signature && isOurs(member) && /^add[A-Z]/.test(member.name)) adds[member.name] = this.parameters(signature);
      const isList = this.types.checker.isArrayType(type);
      const held = (isList ? this.types.checker.getTypeArguments(type as ts.TypeReference)[0] : type).symbol;
      if (!held || !isOurs(held)) continue;
      const isConstruct = this.types.classes.includes(held) && this.extends(held, 'Construct');
      if (!isConstruct && !this.targets.some((target) => this.types.is(held, this.types.known.get(target)!))) continue;
      members[member.name] = `${held.name}${isList ? '[]' : ''}`;
      if (!isConstruct && !(held.name in this.catalogue.constructs)) this.interface(held);
    }
    return { members, adds };
  }

  /** An interface that a member of a chart has, such as ICinderCsi. */
  private interface(symbol: ts.Symbol): void {
    if (symbol.flags & ts.SymbolFlags.Class && !/^I[A-Z]/.test(symbol.name)) return;
    const { adds } = this.membersOf(symbol);
    const is = this.targets.filter((target) => this.types.is(symbol, this.types.known.get(target)!));
    this.catalogue.constructs[symbol.name] = { is, members: {}, adds };
  }

  private factories(target: string, classes: readonly ts.Symbol[]): void {
    const symbol = this.types.known.get(target)!;
    if (!isOurs(symbol)) return;
    const main = target.replace(/^I(?=[A-Z])/, '');
    const ordered = [...classes].sort((a, b) => Number(b.name === main) - Number(a.name === main));
    for (const one of ordered) {
      for (const { member, signature, type } of this.statics(one)) {
        const list = signature ? this.returns(signature, symbol) : type.symbol && this.types.is(type.symbol, symbol) ? '' : undefined;
        const parameters = signature ? this.parameters(signature) : null;
        if (list === undefined || signature?.parameters[0]?.name === 'scope' && this.extends(one, 'StorageClass')) continue;
        const map = (this.catalogue.values[`${target}${list}`] ??= {});
        map[member in map ? `${one.name}.${member}` : member] = `${one.name}.${member}`;
        this.catalogue.calls[`${one.name}.${member}`] = parameters;
      }
    }
    for (const member of this.types.checker.getDeclaredTypeOfSymbol(symbol).getProperties()) {
      const [signature] = this.types.checker.getTypeOfSymbol(member).getCallSignatures();
      if (!signature || isHidden(member.valueDeclaration) || this.returns(signature, symbol) !== '') continue;
      (this.catalogue.variants[target] ??= {})[member.name] = this.parameters(signature);
    }
  }

  private statics(symbol: ts.Symbol): Array<{ readonly member: string; readonly signature?: ts.Signature; readonly type: ts.Type }> {
    return this.types.checker.getTypeOfSymbol(symbol).getProperties().filter((member) => isOwn(member, symbol) && member.name !== 'prototype').map((member) => {
      const type = this.types.checker.getTypeOfSymbol(member);
      return { member: member.name, signature: type.getCallSignatures()[0], type };
    });
  }

  /** Whether a call returns the type ("") or a list of it ("[]"). */
  private returns(signature: ts.Signature, target: ts.Symbol): '' | '[]' | undefined {
    const type = signature.getReturnType();
    const isList = this.types.checker.isArrayType(type);
    const { symbol } = isList ? this.types.checker.getTypeArguments(type as ts.TypeReference)[0] : type;
    return symbol && this.types.is(symbol, target) ? isList ? '[]' : '' : undefined;
  }

  private parameters(signature: ts.Signature): Parameter[] {
    return signature.parameters.map((parameter) => {
      const { initializer, questionToken, dotDotDotToken } = parameter.valueDeclaration as ts.ParameterDeclaration;
      const mark = dotDotDotToken ? '...' : initializer || questionToken ? '?' : '';
      return [`${parameter.name}${mark}`, this.types.name(this.types.checker.getTypeOfSymbol(parameter))];
    });
  }

  private extends(symbol: ts.Symbol, base: string): boolean {
    if (symbol.name === base) return true;
    return (symbol.declarations ?? []).some((declaration) => ts.isClassDeclaration(declaration) && (declaration.heritageClauses ?? [])
      .filter(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)
      .some(({ types: [node] }) => {
        const extended = this.types.checker.getTypeAtLocation(node).symbol;
        return extended !== undefined && this.extends(extended, base);
      }));
  }

  private symbolOf(name: string): ts.Symbol | undefined {
    return this.types.classes.find((one) => one.name === name);
  }
}

function isOurs({ declarations = [] }: ts.Symbol): boolean {
  return declarations.some((declaration) => !declaration.getSourceFile().fileName.includes('/node_modules/'));
}
