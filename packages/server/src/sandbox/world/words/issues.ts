/** A kind of work: what comes in, how it is filed, what it takes and how it ends. */
export interface Issue {
  readonly board: string;
  readonly type: string;
  readonly subType: string;
  readonly item: string;
  /** Whether it is likely to be urgent. */
  readonly urgent: boolean;
  /** Working minutes it usually takes, in quarters of an hour. */
  readonly quarters: number;
  /** Texts with {user} {device} {site} {app} {place} filled in. */
  readonly summaries: readonly string[];
  readonly details: readonly string[];
  readonly fixes: readonly string[];
}

type Row = readonly [
  board: string,
  type: string,
  subType: string,
  item: string,
  urgent: 0 | 1,
  quarters: number,
  summaries: readonly string[],
  details: readonly string[],
  fixes: readonly string[],
];

const ROWS: readonly Row[] = [
  [
    'Help Desk',
    'Email',
    'Not working',
    'Outlook',
    0,
    2,
    [
      'Outlook asks for password again and again - {user}',
      'Email stuck in the outbox on {device}',
      "{user}'s email is not syncing to phone",
    ],
    [
      'Since this morning Outlook keeps asking for the password. It worked yesterday. Webmail is fine.',
      'Messages with attachments stay in the outbox. Restarted twice, no change.',
    ],
    [
      'Removed the stale credential and rebuilt the profile. Mail flows in both directions.',
      'Compacted the mailbox and repaired Office. Tested with {user} on the phone.',
    ],
  ],
  [
    'Help Desk',
    'Email',
    'Outage',
    'Mail flow',
    1,
    5,
    [
      'No email coming in for anyone at {site}',
      'URGENT: email down for the whole company',
      'External email bounces with 550 5.7.1',
    ],
    [
      'Nobody at {site} has received external mail since about 9. Internal mail works. We are expecting a bid today!',
      'Customers call to say that their mail to us comes back. Bounce text is attached.',
    ],
    [
      'The connector certificate had expired. Renewed it, queued mail was delivered, monitored for an hour.',
      'Sender was on a block list after a compromised mailbox. Mailbox secured, delisted.',
    ],
  ],
  [
    'Help Desk',
    'Remote access',
    'Not working',
    'VPN',
    0,
    2,
    [
      'VPN will not connect from home - {user}',
      'VPN drops every few minutes',
      'Cannot reach the file server over VPN',
    ],
    [
      'The VPN client says "connecting" and then nothing. Home internet is fine, phone hotspot behaves the same.',
      'VPN connects but the mapped drives have a red cross.',
    ],
    [
      'Client was two versions behind; updated and tested with {user}.',
      'Split tunnel route was missing for the server VLAN. Added and saved to the profile.',
    ],
  ],
  [
    'Help Desk',
    'Remote access',
    'Outage',
    'VPN',
    1,
    6,
    [
      'VPN down for all remote users of {site}',
      'VPN gateway at {site} refuses every login',
      'Remote workers locked out: VPN authentication fails',
    ],
    [
      'All of our remote people (about 20) are unable to log in to the VPN. Error: "authentication failed". People in the office are fine.',
    ],
    [
      'RADIUS secret no longer matched after the firmware update. Set it again, all users reconnected.',
      'License on the gateway had lapsed. Vendor issued a new key; confirmed with three users.',
    ],
  ],
  [
    'Help Desk',
    'Printer',
    'Not working',
    'Network printer',
    0,
    2,
    [
      'Printer {place} offline',
      'Printer prints blank pages ({place})',
      'Scan to email broken on the {place} printer',
    ],
    [
      'The printer {place} shows as offline for everybody. Already power cycled.',
      'Scan to email gives error 1102. It stopped after the weekend.',
    ],
    [
      'Address had changed after a power cut; set a reservation and updated the port.',
      'New app password for the scan account. Test scan arrived.',
    ],
  ],
  [
    'Help Desk',
    'Workstation',
    'Slow',
    'Laptop',
    0,
    3,
    [
      '{device} very slow since the update',
      'Laptop fan always on, {app} freezes - {user}',
      'Computer takes 15 minutes to start',
    ],
    [
      'Everything takes forever, {app} freezes for a minute at a time. I have a meeting at 2, please call before.',
      'Disk light is solid. Happens with and without the docking station.',
    ],
    [
      'Disk was at 98 %. Cleaned profiles and moved the archive; start takes 40 seconds now.',
      'Replaced the failing drive from stock and restored from last night. User happy 🙂',
    ],
  ],
  [
    'Help Desk',
    'Workstation',
    'Not working',
    'Desktop',
    0,
    3,
    ['Blue screen on {device}', '{device} does not turn on', 'Second monitor not detected - {user}'],
    [
      'Blue screen with "CRITICAL_PROCESS_DIED" when opening {app}.',
      'Black screen, power light blinks amber three times.',
    ],
    [
      'Reseated memory and updated the graphics driver. No further crash in 2 hours of test.',
      'Power supply replaced under warranty.',
    ],
  ],
  [
    'Help Desk',
    'Account',
    'Password',
    'Directory',
    0,
    1,
    ['Password reset for {user}', 'Account locked out - {user}', 'MFA prompt never arrives for {user}'],
    [
      'Locked out after the holiday. Please reset, I am at my desk all morning.',
      'New phone, so the authenticator is gone.',
    ],
    [
      'Identity verified by call back. Password reset and MFA registered again.',
      'Unlocked; an old phone was still sending the old password.',
    ],
  ],
  [
    'Help Desk',
    'Software',
    'How to',
    'Office',
    0,
    1,
    [
      'How do I share a calendar with {user}?',
      'Question about {app} licences',
      'Need help with a mail merge',
    ],
    ['Could somebody show me how this works? Not urgent.'],
    ['Walked through it in a remote session and sent the guide.'],
  ],
  [
    'Help Desk',
    'Software',
    'Not working',
    'Line of business',
    1,
    4,
    [
      '{app} error when posting: "cannot open database"',
      '{app} crashes for everybody in accounting',
      '{app} license server not reachable',
    ],
    [
      'Nobody in accounting can post. The message is: "Cannot open database requested by the login. The login failed." Payroll is due at 3 pm!',
    ],
    [
      'Database was in recovery after the disk filled up. Extended the volume, checked consistency, service is back.',
      'Restarted the license service and set it to recover on failure.',
    ],
  ],
  [
    'Network Operations',
    'Server',
    'Alert',
    'Disk space',
    0,
    2,
    ['{device}: disk C: below 10 % free', 'Disk space warning on {device}'],
    ['Monitor "Disk space" on {device} changed from OK to WARNING. Threshold 10 %, measured 8.4 %.'],
    ['Purged old update files and logs, 41 % free.', 'Extended the volume by 100 GB.'],
  ],
  [
    'Network Operations',
    'Server',
    'Outage',
    'Host',
    1,
    7,
    [
      'SERVER DOWN: {device} does not answer',
      '{device} offline, virtual machines unreachable',
      'Storage path lost on {device}',
    ],
    [
      '{device} has not answered to ping for 5 minutes. Agents of 6 virtual machines went offline at the same time. Site: {site}.',
    ],
    [
      'UPS had failed over to bypass and tripped. Power restored, hosts up, all services checked.',
      'Fan failure shut the host down. Vendor replaced the part; machines moved back.',
    ],
  ],
  [
    'Network Operations',
    'Backup',
    'Alert',
    'Backup job',
    0,
    2,
    [
      'Backup failed on {device} (2 days)',
      'Backup job "Nightly" finished with warnings - {device}',
      'Offsite copy is 36 h behind',
    ],
    [
      'Job "Nightly" ended with: snapshot creation failed, insufficient storage. Last good restore point: 2 days ago.',
    ],
    [
      'Removed an orphaned snapshot and ran the job by hand: success.',
      'Raised the retention volume; copy has caught up.',
    ],
  ],
  [
    'Network Operations',
    'Network',
    'Outage',
    'Internet line',
    1,
    6,
    [
      'Internet down at {site}',
      '{site}: firewall unreachable, failover did not start',
      'Packet loss of 40 % on the line at {site}',
    ],
    [
      'Both the circuit and the firewall at {site} are unreachable from outside. Phones are down as well. Contact on site: {user}.',
    ],
    [
      'Carrier had a fiber cut; failed over by hand to LTE, back on the main line at the end of the day.',
      'Replaced the failed WAN module. Failover tested.',
    ],
  ],
  [
    'Network Operations',
    'Network',
    'Alert',
    'Wireless',
    0,
    3,
    ['Access point {place} keeps rebooting', 'Wi-Fi slow in the meeting rooms of {site}'],
    [
      'The access point {place} has restarted 14 times today.',
      'People in the meeting rooms of {site} lose their calls.',
    ],
    [
      'Moved to another PoE port, budget was exhausted. Stable since.',
      'Channel plan corrected after survey.',
    ],
  ],
  [
    'Security',
    'Incident',
    'Malware',
    'Endpoint',
    1,
    8,
    [
      'Ransomware note found on {device}',
      'EDR: {device} isolated, suspicious encryption activity',
      'Malware detected on {device} - user reports odd pop-ups',
    ],
    [
      'EDR isolated {device} after mass file renames. User: {user}. No other endpoint shows the same behaviour so far.\n\nNext: image the disk, reset credentials, check shares.',
    ],
    [
      'Host rebuilt, shares restored from 06:00, credentials reset, indicators blocked. Report sent.',
      'False positive: signed updater. Exclusion agreed with the customer.',
    ],
  ],
  [
    'Security',
    'Incident',
    'Phishing',
    'Mailbox',
    1,
    4,
    [
      '{user} clicked a phishing link and typed the password',
      'Mailbox of {user} sends spam',
      'Suspicious inbox rule in the mailbox of {user}',
    ],
    [
      'User opened a "voicemail" attachment and signed in. Sign-in from abroad ten minutes later, inbox rule "." created.',
    ],
    ['Sessions revoked, password and MFA reset, rules removed, 34 recipients informed.'],
  ],
  [
    'Security',
    'Vulnerability',
    'Alert',
    'Patch',
    0,
    2,
    ['Critical patch missing on {device}', 'Certificate on {device} expires in 14 days'],
    ['Scan reports a missing critical patch on {device}. Due within 14 days by policy.'],
    ['Patched in the maintenance window, scan is clean.', 'Certificate renewed, reminder moved to 60 days.'],
  ],
  [
    'Field Services',
    'Site visit',
    'New request',
    'Cabling',
    0,
    8,
    [
      'Two new network drops {place} at {site}',
      'Move 6 desks at {site}',
      'On-site: mount the new access points at {site}',
    ],
    ['Please run two drops {place}. Parking behind the building, ask for {user}.'],
    [
      'Drops run, tested and labelled. Photos attached.',
      'Desks moved, phones and PCs tested with the users.',
    ],
  ],
  [
    'Field Services',
    'Hardware',
    'Replacement',
    'Laptop',
    0,
    6,
    [
      'Replace laptop of {user}',
      'Deliver and set up the new workstation for {user}',
      'Swap failed UPS at {site}',
    ],
    [
      'Old laptop is out of warranty, replacement approved. Please keep the bookmarks and the {app} templates.',
    ],
    ['New device in place, data moved, old drive wiped and certificate filed.'],
  ],
  [
    'Onboarding & Changes',
    'User',
    'New request',
    'Onboarding',
    0,
    4,
    ['New hire: {user} starts Monday', 'New user account and laptop for {user}'],
    [
      'New colleague starts on Monday. Same rights as the others in the team, mailbox, phone extension, badge for {site}.',
    ],
    ['Account, mailbox, licences and phone are ready. Welcome sheet sent to the manager.'],
  ],
  [
    'Onboarding & Changes',
    'User',
    'Termination',
    'Offboarding',
    1,
    2,
    ['Leaver today: disable {user} at 17:00', 'Immediate termination - {user}'],
    ['Please disable the account at 17:00 today and forward the mailbox to the manager. Confidential.'],
    ['Account disabled, sessions revoked, mailbox shared, device collected.'],
  ],
  [
    'Onboarding & Changes',
    'Change',
    'New request',
    'Firewall rule',
    0,
    3,
    [
      'Open port for the {app} vendor',
      'Firewall change: allow list for the new office',
      'Change request: move DNS of {site}',
    ],
    ['The vendor needs access from two addresses for the {app} update. Window: Thursday after 6 pm.'],
    ['Rule added with an end date, tested with the vendor.'],
  ],
];

export const ISSUES: readonly Issue[] = ROWS.map(
  ([board, type, subType, item, urgent, quarters, summaries, details, fixes]) => ({
    board,
    type,
    subType,
    item,
    urgent: urgent === 1,
    quarters,
    summaries,
    details,
    fixes,
  }),
);

export const APPS = [
  'QuickBooks',
  'AutoCAD',
  'Teams',
  'Excel',
  'Sage 100',
  'Dentrix',
  'Clio',
  'Adobe Acrobat',
  'Epicor',
];

export const SPOTS = [
  'in the lobby',
  'on the 2nd floor',
  'in accounting',
  'in the warehouse',
  "in Dr. O'Neill's office",
  'by the café',
  'in room 204',
];

/** Follow-ups that technicians and contacts write on a ticket. */
export const FOLLOW_UPS = [
  'Called, left a voicemail. Will try again after lunch.',
  'Remote session, collected logs. Escalated to the vendor, case opened.',
  'Contact confirms that it happens only in the afternoon.',
  'Waiting for the part, expected in two days.',
  'Any news? Three more people have the same problem.',
  'Thanks, that did it for me! But my colleague still sees the message.',
  'Reproduced on a test machine. It is the combination of the update and the old driver.',
  'Scheduled with the contact for tomorrow morning.',
];

export const WORK_NOTES = [
  'Remote session with the user, checked event log and services.',
  'Worked on the fix and documented it.',
  'On the phone with vendor support.',
  'Tested with the user, works.',
  'Research and reproduction.',
  'Applied the change and monitored.',
];

export const TASKS = [
  'Call the contact',
  'Check the backup before the change',
  'Order the part',
  'Update documentation',
  'Confirm with the user',
  'Close the vendor case',
];
