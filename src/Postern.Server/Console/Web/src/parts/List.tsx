import type { ReactNode } from 'react';
import Cards, { type CardsProps } from '@cloudscape-design/components/cards';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { Age } from './Age';
import { useNarrow } from './useNarrow';

export type Column<T> = TableProps.ColumnDefinition<T> & { id: string };

type Props<T> = {
  items: readonly T[] | undefined;
  id: (item: T) => string;
  columns: Column<T>[];
  header: ReactNode;
  empty: ReactNode;
  /** In the plural: what is waited for. */
  name: string;
  at?: Date;
  filter?: ReactNode;
  pagination?: ReactNode;
};

/** A list as a table or, where that is too wide, as a card for each item; the first column is its head. */
export function List<T>({ items, id, columns, header, empty, name, at, filter, pagination }: Props<T>) {
  const narrow = useNarrow();
  const common = {
    items: items ?? [], trackBy: id, loading: items === undefined, loadingText: `Loading ${name}`, filter, pagination,
    empty: <div className="empty">{empty}</div>,
  };
  const [head, ...rest] = columns;
  if (narrow) {
    const card: CardsProps.CardDefinition<T> = {
      header: (item) => head!.cell(item),
      sections: rest.map((column) => ({ id: column.id, header: column.header, content: (item: T) => column.cell(item) })),
    };
    return <div><Cards {...common} header={header} cardDefinition={card} /><Age at={at} /></div>;
  }
  return <Table {...common} variant="container" wrapLines header={header} footer={at && <Age at={at} />} columnDefinitions={columns} />;
}
