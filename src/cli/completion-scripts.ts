/** The scripts by which shells learn to complete. Each calls `hyperv __complete` with the words up to the cursor. */

export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

/** Where nothing is offered the shell falls back to file names: a path may be meant. */
export const completionScripts: Readonly<Record<Shell, string>> = {
  bash: `# Completion of hyperv for bash. In ~/.bashrc: source <(hyperv completion bash)
_hyperv() {
  local line
  COMPREPLY=()
  while IFS= read -r line; do
    COMPREPLY+=("$line")
  done < <(hyperv __complete bash "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -o default -F _hyperv hyperv
`,
  zsh: `#compdef hyperv
# Completion of hyperv for zsh. In ~/.zshrc, after compinit: source <(hyperv completion zsh)
_hyperv() {
  local -a found
  found=("\${(@f)$(hyperv __complete zsh "\${(@Q)words[2,CURRENT]}" 2>/dev/null)}")
  if [[ -n "$found[1]" ]]; then
    compadd -M 'm:{a-zA-Z}={A-Za-z}' -a found
  else
    _files
  fi
}
compdef _hyperv hyperv
`,
  fish: `# Completion of hyperv for fish. In ~/.config/fish/completions/hyperv.fish: hyperv completion fish | source
function __hyperv_complete
    set -l words (commandline -opc) (commandline -ct)
    hyperv __complete fish $words[2..-1] 2>/dev/null
end
complete -c hyperv -a '(__hyperv_complete)'
`,
};

/**
 * bash hands words over as typed (quotes and all) and cuts them at colons: puts them together again. `cut` is the part of
 * the last word that bash keeps by itself.
 */
export function bashWords(words: readonly string[]): { readonly words: readonly string[]; readonly cut: number } {
  const joined: string[] = [];
  let cut = 0;
  for (const [i, word] of words.entries()) {
    const afterColon = words[i - 1] === ':';
    if ((word === ':' || afterColon) && joined.length > 0) {
      cut = word === ':' ? 0 : joined.at(-1)!.length;
      joined[joined.length - 1] += word;
    } else {
      cut = 0;
      joined.push(word);
    }
  }
  return { words: joined.map((word) => word.replace(/\\(.)|['"]/gs, '$1')), cut };
}

/** A candidate as the shell wants to read it. */
export function shown(shell: Shell, { text, about }: { readonly text: string; readonly about?: string }): string {
  if (shell === 'fish') return about ? `${text}\t${about}` : text;
  return shell === 'bash' ? text.replace(/[\s'"\\$`&;|<>()*?[\]{}!#~]/g, '\\$&') : text;
}
