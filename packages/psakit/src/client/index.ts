// The client: chains, collections, pages, and how requests are sent.
export { Psa } from './psa.js';
export type { PsaOptions, RequestOptions } from './psa.js';
export type { Fetch } from './attempt.js';
export type { AskBundle, BundleAnswers, BundleReads } from './bundles/index.js';
export type { ActionOptions, Body, ListQueryValues } from './actions.js';
export type {
  CallOptions,
  Collection,
  CountOptions,
  Creates,
  Cursor,
  Deletes,
  FilterOptions,
  GetOptions,
  Gets,
  JsonRecord,
  ListOptions,
  Lists,
  PageCursor,
  PageInfo,
  ReadOnlyCollection,
  RecordId,
  Replaces,
  Search,
  SearchOptions,
  Updates,
} from './collection.js';
export type {
  Documents,
  DocumentUpload,
  Download,
  DownloadOptions,
  FileContent,
  UploadProgress,
} from './documents/index.js';
export type { Check, CheckName, Diagnosis, Problem } from './diagnose/index.js';
export type { PsaTree } from './generated/tree.js';
export type { ListRequest, Page } from './list-request.js';
export type { QueryValues } from './query.js';
export type { RawBody } from './request.js';
export type { PsaResponse, StreamedResponse } from './response.js';
export type { Report, ReportColumn, ReportFilter, ReportOptions, ReportRow } from './reports/index.js';
export type { FieldPath, Selected } from './selected.js';
export { readSettings, SETTING_VARIABLES } from './settings.js';
export type { Environment, Settings, SettingsOptions } from './settings.js';
export { DEFAULT_CODEBASE, DEFAULT_SITE, parseSite } from './site.js';
export type { Site, SiteOptions } from './site.js';
export type { Logger, RequestEvent, RequestFacts, TryFacts, WarningEvent } from './telemetry/index.js';
export type { Checking, ChildWhere, ConditionInput, CustomWhere, Where } from './where.js';
export type {
  Changes,
  CreateOptions,
  Creation,
  DeleteOptions,
  DryRun,
  Input,
  Moment,
  PatchOperation,
  Planned,
  PlannedRequest,
  ReferenceInput,
  Replacement,
  UnknownPolicy,
  UpdateOptions,
  Warn,
  WriteOptions,
  WriteWarning,
} from './writes/index.js';
