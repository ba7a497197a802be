import { Arguments, Command, COMMON_OPTIONS, DONE, Options, Terminal, unknown, UsageError } from './command';
import { nearest } from '../core/nearest';

const SHELLS: { readonly [shell: string]: (commands: Described[]) => string } = { bash, zsh, fish };

interface Described {
  readonly name: string;
  readonly summary: string;
  readonly options: Options;
}

export const COMPLETION: Command = {
  usage: 'SHELL',
  about: 'Prints a script that completes commands, options and their values.',
  inputs: '  SHELL                  bash, zsh or fish\n',
  options: {},
  examples: [
    'cdk8s-openstack completion bash > ~/.local/share/bash-completion/completions/cdk8s-openstack',
    'cdk8s-openstack completion zsh > "${fpath[1]}/_cdk8s-openstack"',
    'cdk8s-openstack completion fish > ~/.config/fish/completions/cdk8s-openstack.fish',
  ],
  run,
};

async function run({ inputs }: Arguments, terminal: Terminal): Promise<number> {
  const known = Object.keys(SHELLS);
  if (inputs.length !== 1) throw new UsageError(`name one shell: ${known.join(', ')}`);
  if (!known.includes(inputs[0])) throw unknown('shell', `"${inputs[0]}"`, known, nearest(inputs[0], known));
  const { COMMANDS } = require('./run') as typeof import('./run'); // eslint-disable-line @typescript-eslint/no-require-imports
  const commands = Object.entries(COMMANDS).map(([name, { summary, load }]) => {
    const { options } = load();
    return { name, summary, options: { ...COMMON_OPTIONS, ...options } };
  });
  terminal.out(SHELLS[inputs[0]](commands));
  return DONE;
}

function bash(commands: Described[]): string {
  const shells = ({ name }: Described) => (name === 'completion' ? ` ${Object.keys(SHELLS).join(' ')}` : '');
  const cases = commands.map((command) => `    ${command.name}) words="${flags(command.options)}${shells(command)}" ;;`);
  const values = valuesOf(commands).map(([command, option, list]) => `    "${command} --${option}") words="${list.join(' ')}" ;;`);
  return `# bash completion of cdk8s-openstack
_cdk8s_openstack() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" command="\${COMP_WORDS[1]}" words=""
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${commands.map(({ name }) => name).join(' ')} --help --version" -- "$current"))
    return
  fi
  case "$command $previous" in
${values.join('\n')}
    *) words="" ;;
  esac
  if [ -n "$words" ]; then
    COMPREPLY=($(compgen -W "$words" -- "$current"))
    return
  fi
  case "$command" in
${cases.join('\n')}
  esac
  case "$current" in
    -*) COMPREPLY=($(compgen -W "$words" -- "$current")) ;;
    *) if [ "$command" = completion ]; then COMPREPLY=($(compgen -W "$words" -- "$current")); else COMPREPLY=($(compgen -f -- "$current")); fi ;;
  esac
}
complete -o filenames -F _cdk8s_openstack cdk8s-openstack
`;
}

function zsh(commands: Described[]): string {
  const quoted = (text: string) => text.replace(/'/g, "'\\''").replace(/[[\]:]/g, '\\$&').replace(/\n/g, ' ');
  const argument = ([name, { value, values, help, multiple }]: [string, Options[string]]) => (
    `      '${multiple ? '*' : ''}--${name}[${quoted(help)}]${value === undefined ? '' : `:${value}:${values ? `(${values.join(' ')})` : /FILE|DIR/.test(value) ? '_files' : ''}`}' \\`);
  const cases = commands.map(({ name, options }) => [
    `    ${name}) _arguments \\`, ...Object.entries(options).map(argument),
    `      '*:${name === 'completion' ? `shell:(${Object.keys(SHELLS).join(' ')})` : 'input:_files'}' ;;`,
  ].join('\n'));
  return `#compdef cdk8s-openstack
_cdk8s_openstack() {
  if (( CURRENT == 2 )); then
    local -a commands=(
${commands.map(({ name, summary }) => `      '${name}:${quoted(summary)}'`).join('\n')}
    )
    _describe command commands
    return
  fi
  local command="$words[2]"
  shift words
  (( CURRENT-- ))
  case "$command" in
${cases.join('\n')}
  esac
}
if [ "$funcstack[1]" = _cdk8s-openstack ]; then _cdk8s_openstack "$@"; else compdef _cdk8s_openstack cdk8s-openstack; fi
`;
}

function fish(commands: Described[]): string {
  const quoted = (text: string) => `'${text.replace(/['\\]/g, '\\$&').replace(/\n/g, ' ')}'`;
  const start = 'complete -c cdk8s-openstack';
  return ['# fish completion of cdk8s-openstack', ...commands.flatMap(({ name, summary, options }) => [
    `${start} -n __fish_use_subcommand -f -a ${name} -d ${quoted(summary)}`,
    ...Object.entries(options).map(([option, { value, values, help }]) => (
      `${start} -n '__fish_seen_subcommand_from ${name}' -l `
        + `${option}${value === undefined ? '' : values ? ` -x -a ${quoted(values.join(' '))}` : ' -r'} -d ${quoted(help)}`)),
    ...name === 'completion' ? [`${start} -n '__fish_seen_subcommand_from ${name}' -f -a ${quoted(Object.keys(SHELLS).join(' '))}`] : [],
  ]), ''].join('\n');
}

function flags(options: Options): string {
  return [...Object.keys(options), 'help'].map((name) => `--${name}`).join(' ');
}

/** The options that take one of a few values: command, option, values. */
function valuesOf(commands: Described[]): Array<[string, string, readonly string[]]> {
  return commands.flatMap(({ name, options }) => Object.entries(options)
    .flatMap(([option, { values }]): Array<[string, string, readonly string[]]> => (values ? [[name, option, values]] : [])));
}
