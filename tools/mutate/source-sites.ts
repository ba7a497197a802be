import * as ts from 'typescript';

/** A comparison in a validation rule. */
export interface SourceSite {
  readonly id: number;
  readonly file: string;
  readonly line: number;
  /** The comparison as written, and flipped. */
  readonly from: string;
  readonly to: string;
}

const FLIPPED = new Map<ts.SyntaxKind, [ts.BinaryOperator, string]>([
  [ts.SyntaxKind.LessThanToken, [ts.SyntaxKind.LessThanEqualsToken, '<=']],
  [ts.SyntaxKind.LessThanEqualsToken, [ts.SyntaxKind.LessThanToken, '<']],
  [ts.SyntaxKind.GreaterThanToken, [ts.SyntaxKind.GreaterThanEqualsToken, '>=']],
  [ts.SyntaxKind.GreaterThanEqualsToken, [ts.SyntaxKind.GreaterThanToken, '>']],
  [ts.SyntaxKind.EqualsEqualsEqualsToken, [ts.SyntaxKind.ExclamationEqualsEqualsToken, '!==']],
  [ts.SyntaxKind.ExclamationEqualsEqualsToken, [ts.SyntaxKind.EqualsEqualsEqualsToken, '===']],
]);

/** A function that rejects something, warns about it, or says whether it is valid. */
const REFUSES = /\b(invalid|refuse|_give|throw)\b/;
const SAYS = /^(is|are|has|check|require|valid|problem|wrong|differ|match|fits)/;

/**
 * JavaScript of a TypeScript file in which each comparison of a validation rule can be flipped at run time: `a < b` becomes
 * `__mutant(7) ? a <= b : a < b`. All mutants of a file are in one program, so that nothing is loaded again for each.
 */
export function withSwitches(file: string, text: string, firstId: number): { code: string; sites: SourceSite[] } {
  const sites: SourceSite[] = [];
  const transformer: ts.TransformerFactory<ts.SourceFile> = (context) => (source) => {
    const visit = (node: ts.Node, inRule: boolean): ts.Node => {
      const rule = isFunction(node) ? (inRule && !isNamed(node)) || isRule(node, source) : inRule;
      const next = ts.visitEachChild(node, (child) => visit(child, rule), context);
      if (!rule || !ts.isBinaryExpression(node)) return next;
      const flipped = FLIPPED.get(node.operatorToken.kind);
      if (!flipped) return next;
      const id = firstId + sites.length;
      const { left, operatorToken, right } = next as ts.BinaryExpression;
      const from = node.getText(source).replace(/\s+/g, ' ');
      const to = `${node.left.getText(source)} ${flipped[1]} ${node.right.getText(source)}`.replace(/\s+/g, ' ');
      sites.push({ id, file, line: source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1, from, to });
      const { factory } = context;
      return factory.createParenthesizedExpression(factory.createConditionalExpression(
        factory.createCallExpression(factory.createIdentifier('__mutant'), undefined, [factory.createNumericLiteral(id)]), undefined,
        factory.createBinaryExpression(left, flipped[0], right), undefined,
        factory.createBinaryExpression(left, operatorToken, right),
      ));
    };
    return visit(source, false) as ts.SourceFile;
  };
  return { code: transpile(file, text, [transformer]), sites };
}

/** JavaScript of a TypeScript file. */
export function transpile(file: string, text: string, before: ts.TransformerFactory<ts.SourceFile>[] = []): string {
  return ts.transpileModule(text, {
    fileName: file,
    transformers: { before },
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true, inlineSourceMap: true },
  }).outputText;
}

function isFunction(node: ts.Node): node is ts.FunctionLikeDeclaration {
  return ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node) || ts.isConstructorDeclaration(node) || ts.isArrowFunction(node)
    || ts.isFunctionExpression(node) || ts.isGetAccessor(node);
}

function isNamed(node: ts.FunctionLikeDeclaration): boolean {
  return ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node);
}

function isRule(node: ts.FunctionLikeDeclaration, source: ts.SourceFile): boolean {
  if (ts.isCallExpression(node.parent) && node.parent.expression.getText(source) === 'rule') return true;
  const name = node.name?.getText(source) ?? (ts.isVariableDeclaration(node.parent) ? node.parent.name.getText(source) : '');
  return SAYS.test(name) || REFUSES.test(node.body?.getText(source) ?? '');
}
