package main

// retailCuts are the development windows of the panels by name: numbers of the
// weeks after which 13 are forecast.
var retailCuts = map[string]string{
	"pasta":                 "130,143,156,169,182",
	"favorita_transactions": "110,123,136,149,162",
	"rossmann":              "29,42,55,68",
}

// published is what others reached, by task and measure, the best first. Of
// fev-bench (github.com/autogluon/fev, benchmarks/fev_bench) over all windows of
// a panel, of which ours here are the first half; of M4 Weekly (Makridakis,
// Spiliotis & Assimakopoulos 2020, and its submissions) on the test weeks, which
// follow those held out here. So they show where the field is; a figure of ours
// beside them is no rank.
var published = map[string][]rival{
	"pasta SQL":  {{"Chronos-2", .616}, {"TimesFM-2.5", .618}, {"TiRex", .621}, {"TabPFN-TS", .634}, {"Chronos-Bolt", .637}, {"AutoTheta", .775}, {"CatBoost", .784}},
	"pasta MASE": {{"TimesFM-2.5", .751}, {"FlowState", .752}, {"Chronos-2", .754}, {"TiRex", .757}, {"TabPFN-TS", .770}, {"CatBoost", .784}},
	"pasta WAPE": {{"FlowState", .427}, {"TimesFM-2.5", .431}, {"TiRex", .432}, {"Chronos-2", .433}, {"CatBoost", .442}},

	"favorita_transactions SQL":  {{"TimesFM-2.5 (trained on it)", 1.223}, {"Chronos-2", 1.228}, {"FlowState", 1.302}, {"TiRex", 1.384}, {"AutoARIMA", 1.632}, {"TabPFN-TS", 1.697}},
	"favorita_transactions MASE": {{"TimesFM-2.5 (trained on it)", 1.472}, {"Chronos-2", 1.499}, {"FlowState", 1.592}, {"TiRex", 1.746}},
	"favorita_transactions WAPE": {{"FlowState", .0553}, {"TimesFM-2.5 (trained on it)", .0559}, {"Chronos-2", .0562}, {"TiRex", .0591}},

	"rossmann SQL":  {{"TiRex", .482}, {"Chronos-Bolt", .487}, {"FlowState", .493}, {"TimesFM-2.5", .495}, {"AutoTheta", .516}, {"AutoARIMA", .521}, {"CatBoost", .669}},
	"rossmann MASE": {{"TiRex", .622}, {"Chronos-Bolt", .645}, {"TimesFM-2.5", .654}, {"FlowState", .655}, {"CatBoost", .669}},
	"rossmann WAPE": {{"TiRex", .170}, {"Chronos-Bolt", .176}, {"TimesFM-2.5", .180}, {"CatBoost", .186}},

	"rossmann, drivers SQL":  {{"TabPFN-TS", .254}, {"Chronos-2", .308}},
	"rossmann, drivers MASE": {{"TabPFN-TS", .304}, {"Chronos-2", .371}},
	"rossmann, drivers WAPE": {{"TabPFN-TS", .0791}, {"Chronos-2", .0964}},

	"M4 OWA":  {{"Darin & Stellwagen", .7386}, {"Petropoulos", .7511}, {"Pawlikowski", .7662}, {"Doornik", .7817}, {"FFORMA", .7957}, {"Smyl", .8508}},
	"M4 MSIS": {{"Petropoulos", 16.2}, {"Doornik", 16.469}, {"ETS", 20.386}},
}

// rival is a method and its published figure.
type rival struct {
	name   string
	figure float64
}
