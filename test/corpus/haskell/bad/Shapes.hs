{-# LANGUAGE OverloadedStrings #-}
module Shapes where

import Database.MongoDB
import Text.Printf (printf)

constant :: String
constant = "mongodb://db.example.com/shop?tls=true&tlsAllowInvalidCertificates=true"

joined :: String -> String
joined host = "mongodb://" <> host <> "/shop?ssl=true"

formatted :: String -> String
formatted = printf "mongodb://%s:27017/shop?tlsInsecure=true"

gapped :: String
gapped = "mongodb://one.example.com,\
         \two.example.com/shop?tls=false"

{- old = "mongodb://old.example.com" -}
