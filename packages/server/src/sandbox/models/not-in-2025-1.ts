import type { ModelAge } from '../../api/index.js';
import { membersOf, namesOf } from './word-lists.js';

/** Kinds of record that have an id of the vendor's other products since. */
const WITH_CONNECTWISE_ID = namesOf(`
AccountingPackageSetup ActivityStatus ActivityType AddressFormat AdjustmentType AgreementBatchSetup
AgreementType AllowedFileType AutoSyncTime BillingCycle BillingSetup BillingStatus BillingTerm Board
Calendar CampaignStatus CampaignType Category Certification ChargeCode Commission CommunicationType
CompanyNoteType CompanyStatus CompanyType ConfigurationStatus ConfigurationType ConnectWiseHostedSetup
ContactDepartment ContactRelationship ContactType Country CustomReport DeliveryMethod EmailExclusion
ExpenseType FileUploadSetting FinanceCurrency GLAccount GLPath Group HolidayList InOutType
IntegratorLogin InvoiceEmailTemplate InvoiceTemplate KPI KPICategory KnowledgeBaseCategory
KnowledgeBaseSubCategory Link ManagedDevicesIntegration Management ManagementBackup ManagementItSolution
ManagementNetworkSecurity Manufacturer MarketDescription MemberType MenuEntry NotificationRecipient
OpportunityRating OpportunityStage OpportunityStatus OpportunityType OrderStatus OwnershipType
PaymentType PhaseStatus PortalConfiguration PortalReport PricingSchedule Priority ProductType
ProjectSecurityRole ProjectStatus ProjectType PurchaseOrderStatus QuoteLink ReportCard RmaAction
RmaDisposition RmaStatus Role SLA SalesProbability SalesQuota SalesTeam ScheduleColor
ScheduleReminderTime ScheduleStatus ScheduleType ServiceEmailTemplate ServiceLocation ServiceSignoff
ServiceSurvey ServiceTicketLink Severity ShipmentMethod Skill SkillCategory Source StandardNote State
SubCategory Survey TaxCode TeamRole TimeAccrual TimePeriodSetup TimeZoneSetup TodayPageCategory Track
UnitOfMeasure Warehouse WarehouseBin WorkRole WorkType
`);

/** What a listing of 2026 has and the specification of 2025.1 has not (`x-since` of the collected specification). */
export const NOT_IN_2025_1: ModelAge = {
  notIn: '2025.1',
  members: [
    ...WITH_CONNECTWISE_ID.map((schema) => ({ schema, names: ['connectWiseId'] })),
    ...membersOf(`
AllowedFileType grandParentConnectWiseId grandParentId parentConnectWiseId parentId
CommunicationType disabled
Company additionalDebt creditLimit emailTemplate
Country disabled
DocumentInfo guidSecondary
PortalReport portalConfigurationCwId
ProcurementAdjustment customFields
Project overridePercentComplete showOverridePercentFlag
QuoteLink asioQuotingFlag
ScheduleEntry ticketType
ServiceTemplate billExpenses billProducts billTime estimatedExpenseCost estimatedExpenseRevenue
ServiceTemplate estimatedProductCost estimatedProductRevenue estimatedTimeCost estimatedTimeRevenue
ServiceTemplate hourlyRate productBillableFlag resolution workRole workType
ServiceTicketLinkInfo enabledFlag
State disabled
Ticket escalationLastUpdateMinutes resolutionGoalUTC resplanGoalUTC respondByGoalUTC
`),
  ],
  paths: [],
  pathsAlone: [],
};
