{-# LANGUAGE OverloadedStrings #-}
module Store (open, atlas) where

import System.Environment (lookupEnv)
import Data.Maybe (fromMaybe)

local :: String
local = "mongodb://localhost:27017/store"

open :: IO String
open = fromMaybe local <$> lookupEnv "MONGODB_URI"

atlas :: String
atlas = "mongodb+srv://cluster0.example.mongodb.net/store"
