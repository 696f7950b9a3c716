import type { Service, Setting } from '../api/types';

/** One setting that can be changed, by its path, such as privatelink_access.pg. */
export type Option = Setting & { path: string };

/** What was switched or typed, by path. */
export type Draft = Record<string, unknown>;

export const access = 'privatelink_access';

/** The settings of a service that can be changed while it runs, ways in first. What is said at its creation only, and what has but one value, is no choice. */
export function optionsOf(schema: Record<string, Setting>, type: string): Option[] {
  const all = Object.entries(schema).flatMap(([name, setting]): Option[] => (setting.properties
    ? Object.entries(setting.properties).map(([inner, of]) => ({ ...of, path: `${name}.${inner}` }))
    : [{ ...setting, path: name }]));
  return all.filter(({ path, createOnly, enum: values }) => !createOnly && path !== `${type}_version` && values?.length !== 1)
    .sort((a, b) => Number(b.path.startsWith(access)) - Number(a.path.startsWith(access)));
}

/** What the service says that it is set to; undefined where it says nothing. */
export const valueOf = (config: Service['user_config'], path: string): unknown =>
  path.split('.').reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], config);

/** Without the lines that somebody has begun and not filled in. */
export const sent = (draft: Draft): Draft => Object.fromEntries(Object.entries(draft).map(([path, value]) => [path, Array.isArray(value) ? value.map((line: string) => line.trim()).filter((line) => line !== '') : value]));

/** As the API takes it. */
export function nest(draft: Draft): Record<string, unknown> {
  const whole: Record<string, unknown> = {};
  for (const [path, value] of Object.entries(draft)) {
    const [name, inner] = path.split('.') as [string, string?];
    whole[name] = inner === undefined ? value : { ...whole[name] as object, [inner]: value };
  }
  return whole;
}

/** Which kind of field it takes; of several types the one that is no null. */
export const kindOf = ({ type, enum: values }: Setting): string => (values ? 'enum' : [type ?? 'string'].flat().find((one) => one !== 'null') ?? 'string');

/** What a setting is before somebody says what it is to be. */
export const firstOf = (option: Setting): unknown => {
  const kind = kindOf(option);
  return kind === 'boolean' ? false : kind === 'array' ? [] : kind === 'enum' ? option.enum![0] : '';
};
