import { useSyncExternalStore } from 'react';
import { applyMode, Mode } from '@cloudscape-design/global-styles';

const key = 'postern-theme';
const system = matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();

const isDark = () => (localStorage.getItem(key) ?? (system.matches ? 'dark' : 'light')) === 'dark';

function apply() {
  applyMode(isDark() ? Mode.Dark : Mode.Light);
  listeners.forEach((listener) => listener());
}

/** Light or dark as the system says, until the reader chooses. */
export function followTheme() {
  apply();
  system.addEventListener('change', apply);
}

export function chooseTheme(dark: boolean) {
  localStorage.setItem(key, dark ? 'dark' : 'light');
  apply();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useDark = () => useSyncExternalStore(subscribe, isDark);
