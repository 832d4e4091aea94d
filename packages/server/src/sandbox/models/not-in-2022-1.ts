import type { ModelAge } from '../../api/index.js';
import { membersOf, namesOf } from './word-lists.js';

/**
 * What the specification of 2025.1 has and the model of 2022.1 has not: the types of the npm package
 * `connectwise-rest` 1.3.0 are of that version (PROTOCOL 1.6, TYPES). Of a kind of record that is new as a whole no
 * members are listed, nor is `personaId` of a MemberPersona, without which none can be written. The newest members of
 * custom fields and of their definitions are recorded and in no specification (PROTOCOL 6.3, live).
 */
export const NOT_IN_2022_1: ModelAge = {
  notIn: '2022.1',
  members: membersOf(`
AccountingPackageSetup syncWisePayPaymentInfoFlag
Agreement invoiceProratedAdditionsFlag shipToCompany shipToContact shipToSite
AgreementReference chargeFirmFlag
AgreementType invoiceProratedAdditionsFlag
AgreementTypeInfo billingTerms
AgreementWorkRole location agreement
AgreementWorkType location agreement
ApiRequest updateOnlyCesProperties
BillingSetup attachXmlInvoiceFlag
BillingStatusReference isClosed
BillingTermInfo defaultFlag
Board autoAssignLimitFlag autoAssignLimitAmount sendToBundledFlag
BoardAutoTemplate impactUrgencySetting templatePrioritySetting
BoardInfo overrideBillingSetupFlag billTicketsAfterClosedFlag billUnapprovedTimeExpenseFlag billTime
BoardInfo billExpense billProduct
BoardStatus roundRobinCatchall saveTimeAsNote
BoardTeam defaultRoundRobinFlag roundRobinFlag
BoardType skillCategory skill
BoardTypeInfo defaultFlag
CalendarInfo holidayList mondayStartTime mondayEndTime tuesdayStartTime tuesdayEndTime wednesdayStartTime
CalendarInfo wednesdayEndTime thursdayStartTime thursdayEndTime fridayStartTime fridayEndTime
CalendarInfo saturdayStartTime saturdayEndTime sundayStartTime sundayEndTime
CallbackEntry connectWiseID
CatalogItem billableOption connectWiseID agreementType markupPercentage markupFlag autoUpdateUnitCostFlag
CatalogItem autoUpdateUnitPriceFlag
CatalogItemInfo billableOption
CategoryInfo defaultFlag
ClosedInvoice internalNotes
CompanySite phoneNumberExt customFields
Country coreEntityCountryCode
CountryInfo currency
CustomFieldValue connectWiseId rowNum userDefinedFieldRecId podId
DocumentInfo createdOnDate documentType
EmailConnector asio365EmailSetup inboundTicketMailboxId useEmailMessageIdFlag
EmailConnectorInfo defaultCompany
ExportAccountingBatchRequest exportPaymentsFlag includedPaymentIds
Info maxWorkFlowRecordsAllowed
Invoice location department territory closedBy glBatch unbatchedBatch
InvoiceGroupingReference groupParentChildAdditionsFlag
InvoiceReference invoiceDate chargeFirmFlag
Member directionalSync teams fromMemberTemplateRecId
MemberPersona jobRolePercentage
MemberReference dailyCapacity
MyAccount directionalSync
MyMember directionalSync
Office365EmailSetup source useExistingTenantFlag existingTenant
Priority urgencySortOrder level
PriorityInfo color defaultFlag imageLink urgencySortOrder level
PriorityReference level
ProcurementSetting notificationForChangesInShippingInfoFlag shippingInfoNotificationEmail
ProductItem unitOfMeasure extPrice extCost margin location businessUnit warehouseIdObject
ProductItem warehouseBinIdObject taxCode serialNumbers uom asioSubscriptionsID
ProductPickingShippingDetail expectedArrivalDate shipmentDate
ProductRecurring billCycle agreementType
ProductTypeInfo defaultFlag
Project poAmount
ProjectPhase department startDate endDate billingTerms taxCode
ProjectStatusInfo defaultFlag noTimeFlag closedFlag
ProjectTicket agreementType scheduleStartDate scheduleEndDate tasks
ProjectTypeInfo defaultFlag inactiveFlag
PurchaseOrder businessUnit closedBy location warehouseContact
PurchaseOrderLineItem purchaseOrderNumber extCost expectedArrivalDate isDetachAvailable batchedFlag
PurchaseOrderLineItem unbatchedRecId salesOrder
ScheduleEntry notifyResource notificationSent notificationResponse startTimeSet endTimeSet
SecurityRole roleType
SecurityRoleInfo roleType
ServiceNote sentimentScore
ServiceStatusReference sort
ServiceTicketNote createdByParentFlag
ShipmentMethodInfo defaultFlag trackingUrl
SourceInfo defaultFlag
SubCategoryInfo defaultFlag
TaxCodeInfo defaultFlag levelOneRate levelTwoRate levelThreeRate levelFourRate levelFiveRate levelSixRate
Ticket agreementType requestForChangeFlag escalationStartDateUTC escalationLevel minutesBeforeWaiting
Ticket respondedSkippedMinutes resplanSkippedMinutes respondedHours respondedBy resplanHours resplanBy
Ticket resolutionHours resolvedBy minutesWaiting
TicketTask member summary
TimeEntry companyType businessGroupDesc location department agreementType activity opportunityRecid
TimeEntry projectActivity territory hourlyCost agreementAdjustment adjustment invoiceReady ticketBoard
TimeEntry ticketStatus ticketType ticketSubType invoiceFlag extendedInvoiceAmount locationName taxCode
UnpostedInvoice location department hasTime hasExpenses hasProducts
UserDefinedField screenId connectWiseID podDescription screenDescription displayScreenInASIO
WarehouseInfo overallDefaultFlag company
WorkTypeReference utilizationFlag
Workflow connectWiseID
WorkflowAction connectWiseID parentId grandParentId parentConnectWiseId grandParentConnectWiseId
WorkflowActionAutomateParameter connectWiseID parentId parentConnectWiseId
WorkflowActionUserDefinedField connectWiseID parentId grandParentId parentConnectWiseId
WorkflowActionUserDefinedField grandParentConnectWiseId
WorkflowAttachment connectWiseID parentId parentConnectWiseId
WorkflowEvent dateTestedUTC testRecordsMatched connectWiseID parentId parentConnectWiseId
WorkflowNotifyType connectWiseID parentId parentConnectWiseId
WorkflowTableType connectWiseID
WorkflowTrigger connectWiseID parentId parentConnectWiseId
WorkflowTriggerOption connectWiseID parentId grandParentId parentConnectWiseId grandParentConnectWiseId
`),
  paths: namesOf(`
/company/companies/info/count
/company/companies/{parentId}/sites/info
/company/companies/{parentId}/sites/{id}/info
/company/configurations/types/copy
/company/configurations/{id}/quickAccess
/company/contact
/company/contacts/info
/company/contacts/{id}/info
/company/m365contact
/company/m365contactsync
/expense/reports/{id}/approve
/expense/reports/{id}/reject
/finance/accounting/unpostedPayments
/finance/agreementrecap
/finance/agreements/types/{id}/copy
/finance/agreements/{id}/applicationParameters
/finance/agreements/{id}/invoice
/finance/agreements/{id}/quickAccess
/finance/agreements/{id}/recurringParameters
/finance/agreements/{parentId}/copy
/finance/billingSetups/info/count
/finance/invoices/{parentId}/commissions
/finance/invoices/{parentId}/glEntries
/finance/invoices/{parentId}/routings
/marketing/groups/info
/marketing/groups/{id}/info
/procurement/catalog/vendors
/procurement/catalog/{id}/copy
/procurement/catalog/{parentId}/vendors
/procurement/changeorder
/procurement/changeorders
/procurement/directionalSyncs
/procurement/invoicegrouping
/procurement/purchaseorders/info
/procurement/purchaseorders/{id}/copy
/procurement/purchaseorders/{id}/info
/procurement/purchaseorders/{id}/quickAccess
/procurement/purchaseorders/{id}/rebatch
/procurement/purchaseorders/{id}/unbatch
/procurement/purchaseorders/{parentId}/notes
/procurement/purchaseorderstatuses/info
/procurement/purchaseorderstatuses/{id}/info
/project/billingRates
/project/boards/{parentId}/kanbanSettings
/project/phaseStatuses/info
/project/phaseStatuses/{id}/info
/project/projectTemplates
/project/projects/{id}/projectWorkplan
/project/projects/{parentId}/applyTemplate
/project/projects/{parentId}/applyTemplates
/project/securityRoles/info
/project/securityRoles/{id}/info
/project/statuses/{id}/usages
/project/{parentId}
/sales/opportunities/conversions
/sales/orders/conversions
/sales/orders/{id}/financialrecap
/sales/orders/{parentId}/lineitems
/sales/schedule/holidaylists/{parentId}
/schedule/entries/{id}/{notifyResource}
/schedule/holidayLists/{parentId}/holidays/info
/schedule/holidayLists/{parentId}/holidays/{id}/info
/schedule/statuses/info
/schedule/statuses/{id}/info
/service/SLAs/{id}/info
/service/boards/{parentId}/skillMappings
/service/info/boards/active
/service/serviceSignoff/{parentId}/signoffcustomfields
/service/tickets/calculateSla
/service/tickets/changelogs
/service/tickets/{id}/copy
/system/BillableOptions
/system/contactsync
/system/directionalSyncs
/system/documentTypes
/system/m365contactsync
/system/members/calendarsync
/system/members/{ssoid}/deactivateIamMember
/system/membertemplates
/system/office365/application
/system/office365/emailSetups/{id}/getEmails
/system/onPremiseSearchSetting
/system/workflowActions/automateParameters
/system/workflows/attachments
/system/workflows/events
/system/workflows/notifyTypes
/system/workflows/triggers
/system/workflows/userdefinedfields/events/actions
/system/workflows/userdefinedfields/events/{grandparentId}/actions
/time/changelogs
`),
  pathsAlone: ['/company/companies/info', '/service/SLAs/info'],
};
