package exchange

import (
	"github.com/hopproof/hopproof/header"
)

// Name is one of the fields that [Fields.Get] gives.
type Name uint8

// The fields. The comment is what the value holds.
const (
	OrganizationAuthAs         Name = iota // Anonymous, Internal, External, Partner
	OrganizationAuthSource                 // the server that decided on AuthAs
	OrganizationAuthMechanism              // two hexadecimal digits
	OrganizationDirection                  // Incoming, Originating
	OrganizationEntity                     // Internet, Hosted, HybridOnPrem
	OrganizationMessageID                  // the network message id, a GUID
	OrganizationPCL                        // phishing confidence level
	OrganizationSCL                        // spam confidence level
	CrossPremisesAuthAs                    // as OrganizationAuthAs, between premises
	CrossPremisesAuthMechanism             // as OrganizationAuthMechanism
	CrossPremisesAuthSource                // as OrganizationAuthSource
	CrossTenantArrivalTime                 // "07 Nov 2022 09:45:28.3722 (UTC)"
	CrossTenantAttribution                 // the attribution record
	CrossTenantAuthAs                      // as OrganizationAuthAs, for other tenants
	CrossTenantAuthSource                  // as OrganizationAuthSource
	CrossTenantEntity                      // as OrganizationEntity
	CrossTenantID                          // the tenant that handled the message last
	CrossTenantMailboxType                 // HOSTED
	CrossTenantMessageID                   // as OrganizationMessageID
	TransportEntity                        // as OrganizationEntity
	TransportLatency                       // hh:mm:ss.fffffff
	HeadersFiltered                        // the server that dropped CrossPremises fields
	HeadersPreserved                       // the server that made them on sending
	HeadersPromoted                        // the server that took them over
	HeadersStamped                         // the server that wrote the CrossTenant set
	AntiSpamRelay                          // 1: sent through the relay pool
	AtpProperties                          // SA|SL
	AttributedMessage                      // number of earlier attributions
	AttributedTenant                       // <tenant>:0
	ClientProxiedBy                        // the front end of an SMTP login
	CorrelationID                          // equals the network message id
	CorrelationIDPrevious                  // that of the tenant before
	EOPDirect                              // true
	OriginatorOrg                          // the domain of the sending tenant
	SenderADCheck                          // 0, 1, 2
	SenderIP                               // the address that EOP took the message from
	SIDResult                              // PASS, FAIL, NONE
	SkipListed                             // ip=[...];domain=...
	SkipListedEffective                    // as SkipListed
	TrafficType                            // HOST:EE_|HOST:EE_
	nameCount
)

const (
	organization  = "X-MS-Exchange-Organization-"
	crossPremises = "X-MS-Exchange-CrossPremises-"
	crossTenant   = "X-MS-Exchange-CrossTenant-"
	transport     = "X-MS-Exchange-Transport-"
)

var names = [nameCount]string{
	OrganizationAuthAs:         organization + "AuthAs",
	OrganizationAuthSource:     organization + "AuthSource",
	OrganizationAuthMechanism:  organization + "AuthMechanism",
	OrganizationDirection:      organization + "MessageDirectionality",
	OrganizationEntity:         organization + "FromEntityHeader",
	OrganizationMessageID:      organization + "Network-Message-Id",
	OrganizationPCL:            organization + "PCL",
	OrganizationSCL:            organization + "SCL",
	CrossPremisesAuthAs:        crossPremises + "AuthAs",
	CrossPremisesAuthMechanism: crossPremises + "AuthMechanism",
	CrossPremisesAuthSource:    crossPremises + "AuthSource",
	CrossTenantArrivalTime:     crossTenant + "OriginalArrivalTime",
	CrossTenantAttribution:     crossTenant + "OriginalAttributedTenantConnectingIp",
	CrossTenantAuthAs:          crossTenant + "AuthAs",
	CrossTenantAuthSource:      crossTenant + "AuthSource",
	CrossTenantEntity:          crossTenant + "FromEntityHeader",
	CrossTenantID:              crossTenant + "Id",
	CrossTenantMailboxType:     crossTenant + "MailboxType",
	CrossTenantMessageID:       crossTenant + "Network-Message-Id",
	TransportEntity:            transport + "FromEntityHeader",
	TransportLatency:           transport + "EndToEndLatency",
	HeadersFiltered:            "X-CrossPremisesHeadersFiltered",
	HeadersPreserved:           "X-OrganizationHeadersPreserved",
	HeadersPromoted:            "X-CrossPremisesHeadersPromoted",
	HeadersStamped:             transport + "CrossTenantHeadersStamped",
	AntiSpamRelay:              "X-MS-Exchange-AntiSpam-Relay",
	AtpProperties:              "X-MS-Exchange-AtpMessageProperties",
	AttributedMessage:          "X-EOPAttributedMessage",
	AttributedTenant:           "X-EOPTenantAttributedMessage",
	ClientProxiedBy:            "X-ClientProxiedBy",
	CorrelationID:              "X-MS-Office365-Filtering-Correlation-Id",
	CorrelationIDPrevious:      "X-MS-Office365-Filtering-Correlation-Id-Prvs",
	EOPDirect:                  "X-MS-Exchange-EOPDirect",
	OriginatorOrg:              "X-OriginatorOrg",
	SenderADCheck:              "X-MS-Exchange-SenderADCheck",
	SenderIP:                   "X-Sender-IP",
	SIDResult:                  "X-SID-Result",
	SkipListed:                 "X-MS-Exchange-SkipListedInternetSender",
	SkipListedEffective:        "X-MS-Exchange-ExternalOriginalInternetSender",
	TrafficType:                "X-MS-TrafficTypeDiagnostic",
}

// String is the name of the field as Microsoft writes it.
func (n Name) String() string { return names[n] }

var nameTable = header.NewNames(names[:]...)
