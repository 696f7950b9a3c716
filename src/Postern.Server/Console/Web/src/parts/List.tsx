import type { ReactNode } from 'react';
import Cards, { type CardsProps } from '@cloudscape-design/components/cards';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { Age } from './Age';
import { useRoom } from './useRoom';

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

/** Two of them have room beside each other on a card. */
const half = 150;
const gap = 8;
const cardsPerRow = [{ cards: 1 }, { minWidth: 640, cards: 2 }];

const widthOf = <T,>(column: Column<T>) => Number(column.minWidth ?? column.width);

/** A list as a table or, where that is too wide, as a card for each item; what names the row is its head. */
export function List<T>({ items, id, columns, header, empty, name, at, filter, pagination }: Props<T>) {
  const [element, isWide] = useRoom(columns.reduce((sum, column) => sum + widthOf(column) + gap, 0));
  const common = {
    items: items ?? [], trackBy: id, loading: items === undefined, loadingText: `Loading ${name}`, filter, pagination, header,
    empty: <div className="empty">{empty}</div>,
  };
  return (
    <div ref={element}>
      {isWide
        ? <Table {...common} variant="container" wrapLines footer={at && <Age at={at} />} columnDefinitions={columns} />
        : <><Cards {...common} cardsPerRow={cardsPerRow} cardDefinition={cardOf(columns)} /><Age at={at} /></>}
    </div>
  );
}

function cardOf<T>(columns: Column<T>[]): CardsProps.CardDefinition<T> {
  const head = columns.find((column) => column.isRowHeader)!;
  return {
    header: (item) => <div className="head">{head.cell(item)}</div>,
    sections: columns.filter((column) => column !== head).map((column) => ({
      id: column.id, header: column.header, content: (item: T) => column.cell(item), width: widthOf(column) <= half ? 50 : 100,
    })),
  };
}
