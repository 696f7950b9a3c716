import { applyMode, Mode } from '@cloudscape-design/global-styles';

const key = 'postern-theme';
const system = matchMedia('(prefers-color-scheme: dark)');

export const isDark = () => (localStorage.getItem(key) ?? (system.matches ? 'dark' : 'light')) === 'dark';

const apply = () => applyMode(isDark() ? Mode.Dark : Mode.Light);

/** Light or dark as the system says, until the reader chooses. */
export function followTheme() {
  apply();
  system.addEventListener('change', apply);
}

export function chooseTheme(dark: boolean) {
  localStorage.setItem(key, dark ? 'dark' : 'light');
  apply();
}
