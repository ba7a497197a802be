/* eslint-disable no-bitwise */
/* Which props the public types have, read from their sources: what src/core/shapes.ts checks props against at run time. */
import { resolve } from 'node:path';
import * as ts from 'typescript';

const ROOT = resolve(__dirname, '../..');
const ENTRY = resolve(ROOT, 'src/index.ts');
/** Behavioural interfaces; the others are structs, as in jsii. */
const INTERFACE = /^I[A-Z]/;
const MOST_FACTORIES = 3;
/** Types of parameters that are checked as names and numbers are, where they are used. */
const NAMES = ['string', 'number', 'boolean', 'any', 'Construct', 'IConstruct'];
const PRIMITIVES = [[ts.TypeFlags.StringLike, 'string'], [ts.TypeFlags.NumberLike, 'number'], [ts.TypeFlags.BooleanLike, 'boolean']] as const;

export interface Shapes {
  /** The type of the props of each public constructor ("CinderCsi") and method ("Auth.password"), or of a parameter that is an object or an enum, with its name. */
  readonly takes: { [callable: string]: string };
  /** The bases and the own members of each struct. A member that may be left out ends with "?". */
  readonly structs: { [name: string]: [...bases: string[], own: { [member: string]: string }] };
  readonly enums: { [name: string]: { [member: string]: string | number } };
  /** What an instance of a class or an interface has, what it may have (if a struct can stand in its place), and what returns one. */
  readonly classes: { [name: string]: { readonly has: string[]; readonly knows?: string[]; readonly from: string[] } };
}

/**
 * Derives the shapes.
 *
 * @param overlay Texts of sources by their path in the repository, in place of those on disk
 */
export function deriveShapes(overlay: { readonly [path: string]: string } = {}): Shapes {
  return derive(overlay).shapes;
}

/** The shapes, with what else can be asked about the types. */
export function derive(overlay: { readonly [path: string]: string } = {}): Derivation {
  const { config } = ts.readConfigFile(resolve(ROOT, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ compilerOptions: config.compilerOptions }, ts.sys, ROOT);
  const host = ts.createCompilerHost({ ...options, types: ['node'] });
  const read = host.readFile;
  const texts = new Map(Object.entries(overlay).map(([path, text]) => [resolve(ROOT, path), text]));
  host.readFile = (path) => texts.get(resolve(path)) ?? read(path);
  const program = ts.createProgram([ENTRY], { ...options, types: ['node'] }, host);
  return new Derivation(program.getTypeChecker(), program.getSourceFile(ENTRY)!);
}

export class Derivation {
  public readonly shapes: Shapes;
  public readonly known = new Map<string, ts.Symbol>();
  /** The public classes. */
  public readonly classes: ts.Symbol[];

  constructor(public readonly checker: ts.TypeChecker, entry: ts.SourceFile) {
    this.shapes = { takes: {}, structs: {}, enums: {}, classes: {} };
    this.classes = this.exportsOf(this.checker.getSymbolAtLocation(entry)!).filter((symbol) => symbol.flags & ts.SymbolFlags.Class);
    this.shapes = this.of(entry);
  }

  private of(entry: ts.SourceFile): Shapes {
    const { classes } = this;
    for (const symbol of classes) this.callables(symbol);
    for (const name of Object.keys(this.shapes.classes)) this.factories(name, classes);
    for (const symbol of this.exportsOf(this.checker.getSymbolAtLocation(entry)!)) if (symbol.flags & ts.SymbolFlags.Enum) this.reference(symbol);
    const sorted = (map: object) => Object.fromEntries(Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1)));
    return Object.fromEntries(Object.entries(this.shapes).map(([section, map]) => [section, sorted(map)])) as unknown as Shapes;
  }

  private exportsOf(module: ts.Symbol): ts.Symbol[] {
    const target = (symbol: ts.Symbol) => (symbol.flags & ts.SymbolFlags.Alias ? this.checker.getAliasedSymbol(symbol) : symbol);
    return this.checker.getExportsOfModule(module).map(target)
      .flatMap((symbol) => (symbol.flags & ts.SymbolFlags.ValueModule ? this.exportsOf(symbol) : [symbol]));
  }

  private callables(symbol: ts.Symbol): void {
    const statics = this.checker.getTypeOfSymbol(symbol);
    const [constructor] = statics.getConstructSignatures();
    if (constructor && !isHidden(constructor.declaration)) this.callable(symbol.name, constructor);
    for (const type of [statics, this.checker.getDeclaredTypeOfSymbol(symbol)]) {
      for (const method of type.getProperties()) {
        if (!(method.flags & ts.SymbolFlags.Method) || !isOwn(method, symbol)) continue;
        for (const signature of this.checker.getTypeOfSymbol(method).getCallSignatures()) this.callable(`${symbol.name}.${method.name}`, signature);
      }
    }
  }

  private callable(name: string, signature: ts.Signature): void {
    const parameters = signature.parameters.map((parameter) => ({ parameter, type: this.name(this.checker.getTypeOfSymbol(parameter)) }));
    const structs = parameters.filter(({ type }) => type.replace(/[[\]{}]/g, '') in this.shapes.structs);
    if (structs.length > 1) throw new Error(`${name} takes two structs`);
    const [taken] = structs.length ? structs : parameters.filter(({ type }) => !NAMES.includes(type));
    if (!taken) return;
    const { initializer, questionToken } = taken.parameter.valueDeclaration as ts.ParameterDeclaration;
    this.shapes.takes[name] = `${structs.length ? '' : `${taken.parameter.name}: `}${taken.type}${initializer || questionToken ? '?' : ''}`;
  }

  /** The name of a type: "string", "Toleration[]", "string[]{}" for a map of lists, "IRole|RoleProps". What it refers to is derived too. */
  public name(given: ts.Type): string {
    const type = this.checker.getNonNullableType(given);
    if (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) return 'any';
    for (const [flag, name] of PRIMITIVES) {
      if (type.flags & flag && !(type.flags & ts.TypeFlags.EnumLike)) return name;
    }
    if (type.isUnion() && type.types.every((t) => t.flags & ts.TypeFlags.BooleanLiteral)) return 'boolean';
    if (this.checker.isArrayType(type)) return `${this.name(this.checker.getTypeArguments(type as ts.TypeReference)[0])}[]`;
    const values = type.getStringIndexType();
    if (values) return `${this.name(values)}{}`;
    if (type.isUnion() && !(type.flags & ts.TypeFlags.EnumLike)) return this.union(type);
    if (!type.symbol) throw new Error(`no name for ${this.checker.typeToString(type)}`);
    return this.reference(type.symbol.flags & ts.SymbolFlags.EnumMember ? (type.symbol as any).parent : type.symbol);
  }

  /** "IRole|RoleProps": what exists already, or the struct to make one from. An object with a member that is none of `knows` is the struct. */
  private union(type: ts.UnionType): string {
    const isMade = (name: string) => Number(name in this.shapes.classes);
    const [made, struct, ...more] = type.types.map((one) => this.name(one)).sort((a, b) => isMade(b) - isMade(a));
    if (more.length || !(made in this.shapes.classes) || !(struct in this.shapes.structs)) throw new Error(`no name for ${this.checker.typeToString(type)}`);
    const { has, from } = this.shapes.classes[made];
    const knows = this.checker.getDeclaredTypeOfSymbol(this.known.get(made)!).getProperties().map(({ name }) => name);
    this.shapes.classes[made] = { has, knows, from };
    return `${made}|${struct}`;
  }

  private reference(symbol: ts.Symbol): string {
    const { name } = symbol;
    const before = this.known.get(name);
    if (before && before !== symbol) throw new Error(`two types are called ${name}`);
    if (before) return name;
    this.known.set(name, symbol);
    const type = this.checker.getDeclaredTypeOfSymbol(symbol);
    if (symbol.flags & ts.SymbolFlags.Enum) {
      this.shapes.enums[name] = Object.fromEntries([...symbol.exports!].map(([member, { valueDeclaration }]) => (
        [member, this.checker.getConstantValue(valueDeclaration as ts.EnumMember)!])));
    } else if (symbol.flags & ts.SymbolFlags.Class || INTERFACE.test(name)) {
      const all = type.getProperties().filter((member) => !(member.flags & ts.SymbolFlags.Optional));
      const open = all.filter((member) => !isHidden(member.valueDeclaration) && member.name !== 'toString');
      this.shapes.classes[name] = { has: (open.length ? open : all).map((member) => member.name), from: [] };
    } else {
      const bases = (type.getBaseTypes() ?? []).map((base) => this.reference(base.symbol));
      const own: { [member: string]: string } = {};
      this.shapes.structs[name] = [...bases, own];
      for (const [, member] of symbol.members!) {
        own[`${member.name}${member.flags & ts.SymbolFlags.Optional ? '?' : ''}`] = this.name(this.checker.getTypeOfSymbol(member));
      }
    }
    return name;
  }

  /** What returns a value of a class or an interface, for its errors: the class that has its name first, and static methods before constructors. */
  private factories(name: string, classes: ts.Symbol[]): void {
    const symbol = this.known.get(name)!;
    const isTarget = (type: ts.Type) => Boolean(type.symbol) && this.is(type.symbol, symbol);
    const own = classes.filter((one) => one.name === name.replace(INTERFACE, (start) => start[1]));
    const isForeign = symbol.declarations!.every((declaration) => declaration.getSourceFile().fileName.includes('/node_modules/'));
    const candidates = [...new Set([...symbol.flags & ts.SymbolFlags.Class ? [symbol] : [], ...isForeign ? [] : [...own, ...classes]])];
    const found = candidates.flatMap((one) => {
      const statics = this.checker.getTypeOfSymbol(one);
      const members = statics.getProperties().filter((member) => isOwn(member, one));
      const typeOf = (member: ts.Symbol) => this.checker.getTypeOfSymbol(member);
      const methods = members.filter((member) => typeOf(member).getCallSignatures().some((signature) => isTarget(signature.getReturnType())));
      const constants = members.filter((member) => member.flags & ts.SymbolFlags.Property && isTarget(typeOf(member))).reverse();
      const [constructor] = statics.getConstructSignatures();
      const isOpen = constructor && !isHidden(constructor.declaration) && !isAbstract(one) && isTarget(constructor.getReturnType());
      const names = [...constants.slice(0, 1).map(({ name: member }) => member), ...methods.map(({ name: member }) => `${member}(…)`)];
      return [...names.map((member) => `${one.name}.${member}`), ...isOpen ? [`new ${one.name}(…)`] : []];
    });
    this.shapes.classes[name].from.push(...found.slice(0, MOST_FACTORIES));
  }

  /** Whether a class or an interface is `target`, or extends or implements it. */
  public is(symbol: ts.Symbol, target: ts.Symbol): boolean {
    if (symbol === target) return true;
    const clauses = (symbol.declarations ?? []).flatMap((declaration) => (
      ts.isClassDeclaration(declaration) || ts.isInterfaceDeclaration(declaration) ? declaration.heritageClauses ?? [] : []));
    return clauses.flatMap(({ types }) => [...types]).some((node) => {
      const base = this.checker.getTypeAtLocation(node).symbol;
      return base !== undefined && this.is(base, target);
    });
  }
}

export function isOwn({ valueDeclaration }: ts.Symbol, of: ts.Symbol): boolean {
  return valueDeclaration?.parent === of.valueDeclaration && !isHidden(valueDeclaration);
}

export function isAbstract({ valueDeclaration }: ts.Symbol): boolean {
  return Boolean(valueDeclaration && ts.getCombinedModifierFlags(valueDeclaration) & ts.ModifierFlags.Abstract);
}

export function isHidden(declaration?: ts.Declaration): boolean {
  const hidden = declaration && ts.getCombinedModifierFlags(declaration) & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected);
  const name = declaration && ts.getNameOfDeclaration(declaration)?.getText();
  return Boolean(hidden) || Boolean(name?.startsWith('_'));
}
