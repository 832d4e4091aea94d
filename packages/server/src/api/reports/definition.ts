import { findField, requireResource, type FieldType, type Resource } from 'psakit/catalog';
import { PsaError } from 'psakit/core';

/** A report: records of one resource as rows, under names of their own. */
export interface ReportDefinition {
  readonly name: string;
  /** The resource whose records are the rows, such as `service/tickets`. */
  readonly resource: string;
  /** Fields of the records by the name of their column, in the order of the row: `{ TicketNbr: 'id' }`. */
  readonly columns: Readonly<Record<string, string>>;
}

/** A column of a report, with what the catalog knows of it. */
export interface ReportColumn {
  readonly name: string;
  /** From the record down to the value. */
  readonly path: readonly string[];
  readonly definition: {
    readonly type: 'Text' | 'Numeric' | 'Boolean' | 'DateTime';
    readonly isNullable: boolean;
    readonly identityColumn: boolean;
  };
}

/** A report that can be asked for. */
export interface Report {
  readonly name: string;
  readonly resource: Resource;
  readonly columns: readonly ReportColumn[];
}

/** @throws PsaError `UNKNOWN_RESOURCE` or `INVALID_ARGUMENT` where the catalog has no such resource or field. */
export function openReport({ name, resource: wanted, columns }: ReportDefinition): Report {
  const resource = requireResource(wanted);
  return {
    name,
    resource,
    columns: Object.entries(columns).map(([column, path]) => {
      const match = findField(resource, path);
      if (!match) {
        throw new PsaError({
          code: 'INVALID_ARGUMENT',
          message: `The report ${name} has a column ${column} of "${path}", which is no field of ${wanted}.`,
          hint: 'Name a field of the catalog.',
        });
      }
      const isKey = match.path === resource.key;
      return {
        name: column,
        path: match.names,
        definition: { type: columnType(match.field.type), isNullable: !isKey, identityColumn: isKey },
      };
    }),
  };
}

/** The words for types in a column's definition are *assumed*: only its members are in the specification. */
function columnType(type: FieldType): ReportColumn['definition']['type'] {
  switch (type) {
    case 'integer':
    case 'number':
      return 'Numeric';
    case 'boolean':
      return 'Boolean';
    case 'date':
    case 'datetime':
      return 'DateTime';
    default:
      return 'Text';
  }
}
