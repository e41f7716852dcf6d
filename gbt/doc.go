// Package gbt trains gradient-boosted regression trees with XGBoost's
// parameters, semantics and model format.
//
// The equations are those of Chen and Guestrin, "XGBoost: A Scalable Tree
// Boosting System" (KDD 2016); where arithmetic has to match XGBoost 3.4.1 to
// the bit (tree_method exact), the code follows its rounding.
//
// Everything is deterministic: the same data, parameters and seed give the same
// bytes whatever the number of processors, because sums that threads share are
// sums of integers. Products that meet a sum stand in a conversion,
// float64(a*b), which keeps compilers from fusing the two on some machines.
//
// It imports nothing of this module; forecast, training and server import it.
package gbt
