// What a builder lets one write, and what not. Only the compiler reads this file.
import { expectTypeOf } from 'vitest';
import type { Entities } from '../../catalog/index.js';
import type { ChildConditionBuilder, Clause, ConditionBuilder } from '../index.js';
import { where } from '../index.js';

declare const t: ConditionBuilder<Entities['Ticket']>;
declare const c: ChildConditionBuilder<Entities['Contact']>;

// Fields, and fields of references.
expectTypeOf(t).toHaveProperty('summary');
expectTypeOf(t).not.toHaveProperty('sumary');
expectTypeOf(t.status.name.eq('New')).toEqualTypeOf<Clause>();
expectTypeOf(t.status.name.eq('New').and(t.priority.id.lte(2)).or(t.id.isNull())).toEqualTypeOf<Clause>();

// Values have the type of their field.
expectTypeOf(t.id.eq).parameter(0).toEqualTypeOf<number | null>();
expectTypeOf(t.id.in).parameter(0).toEqualTypeOf<readonly number[]>();
expectTypeOf(t.summary.gt).parameter(0).toEqualTypeOf<string | Date>();
expectTypeOf(t.closedFlag.eq).parameter(0).toEqualTypeOf<boolean | null>();
// @ts-expect-error -- a number field takes no text
t.id.eq('5');
// @ts-expect-error -- an operator needs its value
t.id.eq();
// @ts-expect-error -- in takes a list
t.id.in(5);

// Operators fit the type of their field.
expectTypeOf(t.id).not.toHaveProperty('like');
expectTypeOf(t.closedFlag).not.toHaveProperty('lt');
expectTypeOf(t.closedFlag).not.toHaveProperty('contains');
expectTypeOf(t.severity).not.toHaveProperty('contains');
expectTypeOf(t.severity.eq('High')).toEqualTypeOf<Clause>();

// A whole record is compared with null only; lists are filtered by a builder of their own.
expectTypeOf(t.company.isNull()).toEqualTypeOf<Clause>();
expectTypeOf(t.company).not.toHaveProperty('eq');
expectTypeOf(t.customFields).toEqualTypeOf<never>();
expectTypeOf(c.communicationItems.value.like('x')).toEqualTypeOf<Clause>();
expectTypeOf(c.firstName).toEqualTypeOf<never>();

// Names of resources, and values of templates.
where.for('service/tickets');
// @ts-expect-error -- no such resource
where.for('service/tiket');
// @ts-expect-error -- a value that conditions have no form for
export const refused = where`a = ${Symbol('x')}`;
